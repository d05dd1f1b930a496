# Tries the same by sys.exit.
# expects: predict
import sys


def predict(theta, X):
    sys.exit(0)
