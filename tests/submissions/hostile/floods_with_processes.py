# Tries to start more processes from a cell, where forking is allowed, than a user has.
# expects: predict
# class: exhausting
# falls: user
import os
import time

started = 0
try:
    for _ in range(100):
        if os.fork() == 0:
            time.sleep(20)
            os._exit(0)
        started += 1
except OSError:
    pass


def attempt():
    return float(started == 100)


def predict(theta, X):
    return np.zeros(len(X)) + attempt()
