# Leaves a process behind that goes on for ever.
# expects: predict
import os


def predict(theta, X):
    if os.fork() == 0:
        while True:
            pass
    return np.zeros(len(X))
