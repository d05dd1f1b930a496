# Tries to make a map for programs in the kernel.
# expects: predict
# class: kernel
# falls: layers
import ctypes
import os


def attempt():
    kernel = ctypes.CDLL(None, use_errno=True).syscall
    number = {"x86_64": 321, "aarch64": 280}[os.uname().machine]
    attributes = (ctypes.c_uint * 32)(2, 4, 8, 1)
    return float(kernel(number, 0, attributes, 128) >= 0)


def predict(theta, X):
    return np.zeros(len(X)) + attempt()
