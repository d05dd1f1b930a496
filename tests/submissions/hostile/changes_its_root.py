# Tries to change the folder that paths begin at.
# expects: predict
# class: kernel
# falls: layers
import os


def attempt():
    os.chroot("/")
    return 1.0


def predict(theta, X):
    return np.zeros(len(X)) + attempt()
