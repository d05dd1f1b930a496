# Tries to signal to its other processes by one of System V's semaphores.
# expects: predict
# class: channel
# falls: seccomp
import ctypes


def attempt():
    libc = ctypes.CDLL(None)
    made = libc.semget(0, 1, 0o1600)
    libc.semctl(made, 0, 0)
    return float(made >= 0)


def predict(theta, X):
    return np.zeros(len(X)) + attempt()
