# Tries to start a program without a fork of Python's.
# expects: predict
# class: outliving
# falls: layers
import os


def attempt():
    pid = os.posix_spawn("/bin/sh", ["sh", "-c", "exit 0"], {})
    return float(pid > 0)


def predict(theta, X):
    return np.zeros(len(X)) + attempt()
