# Tries to signal the process it was forked from, and with it every exercise after it.
# expects: predict
# class: kernel
# falls: seccomp
import os


def attempt():
    os.kill(os.getppid(), 0)
    return 1.0


def predict(theta, X):
    return np.zeros(len(X)) + attempt()
