# Tries to get a namespace of its own, in which it is root.
# expects: predict
# class: kernel
# falls: layers
import ctypes
import os


def attempt():
    kernel = ctypes.CDLL(None, use_errno=True).syscall
    number = {"x86_64": 272, "aarch64": 97}[os.uname().machine]
    return float(kernel(number, 0x04000000) == 0)


def predict(theta, X):
    return np.zeros(len(X)) + attempt()
