# Tries to trace the process that it was forked from.
# expects: predict
# class: kernel
# falls: layers
import ctypes
import os


def attempt():
    kernel = ctypes.CDLL(None, use_errno=True).syscall
    number = {"x86_64": 101, "aarch64": 117}[os.uname().machine]
    return float(kernel(number, 0x4206, os.getppid(), None, None) == 0)


def predict(theta, X):
    return np.zeros(len(X)) + attempt()
