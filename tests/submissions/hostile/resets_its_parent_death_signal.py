# Tries to live on when its parent dies.
# expects: predict
# class: outliving
# falls: seccomp
import ctypes


def attempt():
    return float(ctypes.CDLL(None).prctl(1, 0, 0, 0, 0) == 0)


def predict(theta, X):
    return np.zeros(len(X)) + attempt()
