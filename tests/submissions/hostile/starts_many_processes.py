# Tries to start processes until there is no room for others.
# expects: predict
# class: exhausting
# falls: seccomp
import os
import time


def attempt():
    for count in range(20):
        if os.fork() == 0:
            time.sleep(20)
            os._exit(0)
    return float(count == 19)


def predict(theta, X):
    return np.zeros(len(X)) + attempt()
