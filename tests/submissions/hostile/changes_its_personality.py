# Tries to lay out its memory as it likes, for what it executes.
# expects: predict
# class: kernel
# falls: seccomp
import ctypes
import os


def attempt():
    kernel = ctypes.CDLL(None, use_errno=True).syscall
    number = {"x86_64": 135, "aarch64": 92}[os.uname().machine]
    return float(kernel(number, 0x0040000) >= 0)


def predict(theta, X):
    return np.zeros(len(X)) + attempt()
