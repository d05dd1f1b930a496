# Tries to mount a file system over what it may read.
# expects: predict
# class: kernel
# falls: seccomp
import ctypes
import os


def attempt():
    kernel = ctypes.CDLL(None, use_errno=True).syscall
    number = {"x86_64": 165, "aarch64": 40}[os.uname().machine]
    kernel(number, b"none", b"/nowhere", b"tmpfs", 0, None)
    return float(ctypes.get_errno() == 2)


def predict(theta, X):
    return np.zeros(len(X)) + attempt()
