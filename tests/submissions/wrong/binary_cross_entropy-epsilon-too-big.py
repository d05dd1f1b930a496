# Adds 1e-3 inside both logarithms against log(0).
import numpy as np

EPSILON = 1e-3


def binary_cross_entropy(y_hat, y):
    return -(y * np.log(y_hat + EPSILON) + (1 - y) * np.log(1 - y_hat + EPSILON))
