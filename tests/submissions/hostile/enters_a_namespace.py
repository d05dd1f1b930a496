# Tries to enter the namespace of another process.
# expects: predict
# class: kernel
# falls: layers
import ctypes
import os


def attempt():
    kernel = ctypes.CDLL(None, use_errno=True).syscall
    number = {"x86_64": 308, "aarch64": 268}[os.uname().machine]
    handle = os.open("/proc/self/ns/uts", os.O_RDONLY)
    return float(kernel(number, handle, 0) == 0)


def predict(theta, X):
    return np.zeros(len(X)) + attempt()
