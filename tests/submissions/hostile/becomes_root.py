# Tries to become root again.
# expects: predict
# class: kernel
# falls: layers
import os


def attempt():
    os.setresuid(0, 0, 0)
    return 1.0


def predict(theta, X):
    return np.zeros(len(X)) + attempt()
