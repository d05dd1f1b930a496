# Tries to signal processes that are not its own.
# expects: predict
# class: kernel
# falls: layers
import os


def attempt():
    os.kill(1, 0)
    return 1.0


def predict(theta, X):
    return np.zeros(len(X)) + attempt()
