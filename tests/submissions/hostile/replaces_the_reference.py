# Tries to put its own function in the place of the one it is compared with.
# expects: predict
# class: forging
# falls: unittest full
import sys


def predict(theta, X):
    sys.modules["reference.linear_regression"].predict = predict
    return np.zeros(len(X))
