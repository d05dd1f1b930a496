# Tries to watch the processor: what others compute is in its caches.
# expects: predict
# class: kernel
# falls: layers
import ctypes
import os


def attempt():
    kernel = ctypes.CDLL(None, use_errno=True).syscall
    number = {"x86_64": 298, "aarch64": 241}[os.uname().machine]
    attributes = (ctypes.c_uint * 32)(1, 128)
    return float(kernel(number, attributes, 0, -1, -1, 0) >= 0)


def predict(theta, X):
    return np.zeros(len(X)) + attempt()
