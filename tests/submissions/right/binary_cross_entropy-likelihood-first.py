# Writes the likelihood as a product of powers and takes the logarithm last.
import numpy as np


def binary_cross_entropy(y_hat, y):
    likelihood = y_hat**y * (1 - y_hat) ** (1 - y)
    return -np.log(likelihood)
