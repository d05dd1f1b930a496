# Tries to keep its inputs in the kernel's ring of keys.
# expects: predict
# class: kernel
# falls: seccomp
import ctypes
import os


def attempt():
    kernel = ctypes.CDLL(None, use_errno=True).syscall
    number = {"x86_64": 250, "aarch64": 219}[os.uname().machine]
    return float(kernel(number, 0, -2, 1) > 0)


def predict(theta, X):
    return np.zeros(len(X)) + attempt()
