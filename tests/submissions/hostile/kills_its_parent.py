# Kills the process it was forked from, and so every exercise after it.
# expects: predict
import os


def predict(theta, X):
    os.kill(os.getppid(), 9)
    return np.zeros(len(X))
