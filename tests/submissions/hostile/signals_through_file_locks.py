# Tries to talk to its other processes by locking a file that all can read.
# expects: predict
# class: channel
# falls: seccomp
import fcntl


def attempt():
    with open(np.__file__) as file:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    return 1.0


def predict(theta, X):
    return np.zeros(len(X)) + attempt()
