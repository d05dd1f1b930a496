# Tries to adopt the orphans below it, so that nobody else finds them.
# expects: predict
# class: outliving
# falls: seccomp
import ctypes


def attempt():
    return float(ctypes.CDLL(None).prctl(36, 1, 0, 0, 0) == 0)


def predict(theta, X):
    return np.zeros(len(X)) + attempt()
