# Tries to take a descriptor out of its parent's table.
# expects: predict
# class: kernel
# falls: layers
import ctypes
import os


def attempt():
    kernel = ctypes.CDLL(None, use_errno=True).syscall
    number = {"x86_64": 438, "aarch64": 438}[os.uname().machine]
    parent = kernel(434, os.getppid(), 0)
    return float(parent >= 0 and kernel(number, parent, 0, 0) >= 0)


def predict(theta, X):
    return np.zeros(len(X)) + attempt()
