# Tries to give the reference its own code.
# expects: predict
# class: forging
# falls: unittest full
import sys


def predict(theta, X):
    sys.modules["reference.linear_regression"].predict.__code__ = wrong.__code__
    return wrong(theta, X)


def wrong(theta, X):
    return 0.0 * X[:, 0]
