# Tries to read what the kernel has logged.
# expects: predict
# class: reading
# falls: layers
import ctypes
import os


def attempt():
    kernel = ctypes.CDLL(None, use_errno=True).syscall
    number = {"x86_64": 103, "aarch64": 116}[os.uname().machine]
    return float(kernel(number, 10, None, 0) > 0)


def predict(theta, X):
    return np.zeros(len(X)) + attempt()
