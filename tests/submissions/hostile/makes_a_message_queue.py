# Tries to leave its inputs in one of System V's message queues.
# expects: predict
# class: channel
# falls: seccomp
import ctypes


def attempt():
    libc = ctypes.CDLL(None)
    made = libc.msgget(0, 0o1600)
    libc.msgctl(made, 0, None)
    return float(made >= 0)


def predict(theta, X):
    return np.zeros(len(X)) + attempt()
