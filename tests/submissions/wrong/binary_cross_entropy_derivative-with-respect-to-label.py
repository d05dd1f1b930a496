# Derives with respect to y: the log odds.
import numpy as np


def binary_cross_entropy_derivative(y_hat, y):
    return np.log(1 - y_hat) - np.log(y_hat)
