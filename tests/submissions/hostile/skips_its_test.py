# Tries to have its test skipped: what is skipped has not failed.
# expects: predict
# class: forging
# falls: unittest full
import unittest


def predict(theta, X):
    raise unittest.SkipTest("another day")
