# Tries to leave a process behind that goes on after it.
# expects: predict
# class: outliving
# falls: seccomp
import os
import time


def attempt():
    if os.fork() == 0:
        time.sleep(20)
        os._exit(0)
    return 1.0


def predict(theta, X):
    return np.zeros(len(X)) + attempt()
