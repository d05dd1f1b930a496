# Tries to read the grader's memory and environment through /proc: it may be any process above.
# expects: predict
# class: reading
# falls: landlock
import os


def attempt():
    found = b""
    for number in (os.getppid(), 1):
        for name in ("environ", "cmdline", "maps"):
            try:
                with open(f"/proc/{number}/{name}", "rb") as file:
                    found += file.read(100)
            except OSError:
                pass
    return float(len(found) > 0)


def predict(theta, X):
    return np.zeros(len(X)) + attempt()
