# Tries to have the kernel wake it later.
# expects: predict
# class: outliving
# falls: seccomp
import ctypes
import os


def attempt():
    kernel = ctypes.CDLL(None, use_errno=True).syscall
    number = {"x86_64": 283, "aarch64": 85}[os.uname().machine]
    return float(kernel(number, 1, 0) >= 0)


def predict(theta, X):
    return np.zeros(len(X)) + attempt()
