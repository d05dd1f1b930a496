# Tries to make rules of its own for what it may read.
# expects: predict
# class: kernel
# falls: seccomp
import ctypes
import os


def attempt():
    kernel = ctypes.CDLL(None, use_errno=True).syscall
    number = {"x86_64": 444, "aarch64": 444}[os.uname().machine]
    return float(kernel(number, None, 0, 1) > 0)


def predict(theta, X):
    return np.zeros(len(X)) + attempt()
