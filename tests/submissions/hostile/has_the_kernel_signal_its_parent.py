# Tries to have the kernel signal its parent when a pipe can be read.
# expects: predict
# class: kernel
# falls: seccomp
import fcntl
import os


def attempt():
    reading, _ = os.pipe()
    fcntl.fcntl(reading, fcntl.F_SETOWN, os.getppid())
    return 1.0


def predict(theta, X):
    return np.zeros(len(X)) + attempt()
