# Tries to watch what others do in a folder.
# expects: predict
# class: channel
# falls: seccomp
import ctypes
import os


def attempt():
    kernel = ctypes.CDLL(None, use_errno=True).syscall
    number = {"x86_64": 294, "aarch64": 26}[os.uname().machine]
    add = {"x86_64": 254, "aarch64": 27}[os.uname().machine]
    watch = kernel(number, 0)
    return float(watch >= 0 and kernel(add, watch, b"/tmp", 0x100) >= 0)


def predict(theta, X):
    return np.zeros(len(X)) + attempt()
