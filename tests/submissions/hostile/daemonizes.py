# Tries to leave a daemon: two forks and a session of its own.
# expects: predict
# class: outliving
# falls: seccomp
import os
import time


def attempt():
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            time.sleep(20)
        os._exit(0)
    return 1.0


def predict(theta, X):
    return np.zeros(len(X)) + attempt()
