# Tries to fork by a system call that a filter of flags cannot read.
# expects: predict
# class: outliving
# falls: seccomp
import ctypes
import os
import struct


def attempt():
    kernel = ctypes.CDLL(None, use_errno=True).syscall
    number = {"x86_64": 435, "aarch64": 435}[os.uname().machine]
    arguments = struct.pack("=11Q", 0, 0, 0, 0, 17, 0, 0, 0, 0, 0, 0)
    pid = kernel(number, arguments, 88)
    if pid == 0:
        os._exit(0)
    return float(pid > 0)


def predict(theta, X):
    return np.zeros(len(X)) + attempt()
