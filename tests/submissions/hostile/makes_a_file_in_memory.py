# Tries to make a file that no list of paths holds, to write to and to execute.
# expects: predict
# class: kernel
# falls: seccomp
import ctypes
import os


def attempt():
    kernel = ctypes.CDLL(None, use_errno=True).syscall
    number = {"x86_64": 319, "aarch64": 279}[os.uname().machine]
    return float(kernel(number, b"hostile", 0) >= 0)


def predict(theta, X):
    return np.zeros(len(X)) + attempt()
