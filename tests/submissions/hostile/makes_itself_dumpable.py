# Tries to let others inspect it, and own its files in /proc again.
# expects: predict
# class: kernel
# falls: seccomp
import ctypes


def attempt():
    return float(ctypes.CDLL(None).prctl(4, 1, 0, 0, 0) == 0)


def predict(theta, X):
    return np.zeros(len(X)) + attempt()
