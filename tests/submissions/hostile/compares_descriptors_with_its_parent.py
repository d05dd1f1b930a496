# Tries to find out what its parent has in common with it.
# expects: predict
# class: kernel
# falls: layers
import ctypes
import os


def attempt():
    kernel = ctypes.CDLL(None, use_errno=True).syscall
    number = {"x86_64": 312, "aarch64": 272}[os.uname().machine]
    return float(kernel(number, os.getpid(), os.getppid(), 1, 0, 0) >= 0)


def predict(theta, X):
    return np.zeros(len(X)) + attempt()
