# Tries to signal its parent by the number of its thread.
# expects: predict
# class: kernel
# falls: seccomp
import ctypes
import os


def attempt():
    kernel = ctypes.CDLL(None, use_errno=True).syscall
    number = {"x86_64": 200, "aarch64": 130}[os.uname().machine]
    return float(kernel(number, os.getppid(), 0) == 0)


def predict(theta, X):
    return np.zeros(len(X)) + attempt()
