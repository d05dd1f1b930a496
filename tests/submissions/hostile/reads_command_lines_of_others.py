# Tries to read the arguments that other processes were started with.
# expects: predict
# class: reading
# falls: landlock
import os


def attempt():
    with open(f"/proc/{os.getppid()}/cmdline", "rb") as file:
        return float(len(file.read()) > 0)


def predict(theta, X):
    return np.zeros(len(X)) + attempt()
