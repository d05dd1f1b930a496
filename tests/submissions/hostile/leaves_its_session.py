# Tries to leave the session, and the process group that may be killed.
# expects: predict
# class: outliving
# falls: seccomp
import os


def attempt():
    before = os.getsid(0)
    os.setsid()
    return float(os.getsid(0) != before)


def predict(theta, X):
    return np.zeros(len(X)) + attempt()
