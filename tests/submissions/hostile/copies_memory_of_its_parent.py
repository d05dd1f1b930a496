# Tries to copy its parent's memory by a system call.
# expects: predict
# class: kernel
# falls: layers
import ctypes
import os


def attempt():
    kernel = ctypes.CDLL(None, use_errno=True).syscall
    number = {"x86_64": 310, "aarch64": 270}[os.uname().machine]
    room = ctypes.create_string_buffer(16)
    here = (ctypes.c_size_t * 2)(ctypes.addressof(room), 16)
    there = (ctypes.c_size_t * 2)(id(np), 16)
    one, none = ctypes.c_ulong(1), ctypes.c_ulong(0)
    return float(kernel(number, os.getppid(), here, one, there, one, none) == 16)


def predict(theta, X):
    return np.zeros(len(X)) + attempt()
