# Tries to have the kernel do its calls behind the filter, through io_uring.
# expects: predict
# class: kernel
# falls: seccomp
import ctypes
import os


def attempt():
    kernel = ctypes.CDLL(None, use_errno=True).syscall
    number = {"x86_64": 425, "aarch64": 425}[os.uname().machine]
    return float(kernel(number, 4, ctypes.create_string_buffer(120)) >= 0)


def predict(theta, X):
    return np.zeros(len(X)) + attempt()
