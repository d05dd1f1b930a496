# Tries to stop the kernel in the middle of a copy, by userfaultfd.
# expects: predict
# class: kernel
# falls: layers
import ctypes
import os


def attempt():
    kernel = ctypes.CDLL(None, use_errno=True).syscall
    number = {"x86_64": 323, "aarch64": 282}[os.uname().machine]
    return float(kernel(number, 0) >= 0)


def predict(theta, X):
    return np.zeros(len(X)) + attempt()
