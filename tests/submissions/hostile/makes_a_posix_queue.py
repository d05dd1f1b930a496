# Tries to leave its inputs in a message queue of POSIX's.
# expects: predict
# class: channel
# falls: layers
import ctypes
import os


def attempt():
    kernel = ctypes.CDLL(None, use_errno=True).syscall
    number = {"x86_64": 240, "aarch64": 180}[os.uname().machine]
    name = f"hostile-{os.getpid()}".encode()
    made = kernel(number, name, os.O_CREAT | os.O_RDWR, 0o600, None)
    if made < 0:
        return 0.0
    os.close(made)
    kernel(number + 1, name)
    return 1.0


def predict(theta, X):
    return np.zeros(len(X)) + attempt()
