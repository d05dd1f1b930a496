# Tries to leave its inputs in a segment of System V's shared memory.
# expects: predict
# class: channel
# falls: seccomp
import ctypes


def attempt():
    libc = ctypes.CDLL(None)
    made = libc.shmget(0, 4096, 0o1600)
    libc.shmctl(made, 0, None)
    return float(made >= 0)


def predict(theta, X):
    return np.zeros(len(X)) + attempt()
