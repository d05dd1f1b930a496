# Tries to find what others left in the temporary folder.
# expects: predict
# class: reading
# falls: landlock
import os


def attempt():
    return float(len(os.listdir("/tmp")) > 0)


def predict(theta, X):
    return np.zeros(len(X)) + attempt()
