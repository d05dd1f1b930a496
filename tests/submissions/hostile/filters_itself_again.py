# Tries to put a filter of its own, that it answers itself, over the one it has.
# expects: predict
# class: kernel
# falls: seccomp
import ctypes
import os


def attempt():
    kernel = ctypes.CDLL(None, use_errno=True).syscall
    number = {"x86_64": 317, "aarch64": 277}[os.uname().machine]
    step = ctypes.create_string_buffer(bytes([6, 0, 0, 0, 0, 0, 255, 127]), 8)
    program = (ctypes.c_size_t * 2)(1, ctypes.addressof(step))
    return float(kernel(number, 1, 0, program) == 0)


def predict(theta, X):
    return np.zeros(len(X)) + attempt()
