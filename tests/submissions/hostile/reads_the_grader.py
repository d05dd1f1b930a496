# Tries to read the grader's memory and environment through /proc.
# expects: predict
import os


def predict(theta, X):
    found = b""
    for number in (os.getppid(), 1):
        for name in ("environ", "cmdline", "maps", "mem"):
            with open(f"/proc/{number}/{name}", "rb") as file:
                found += file.read(100)
    return np.frombuffer(found, np.uint8).astype(float)
