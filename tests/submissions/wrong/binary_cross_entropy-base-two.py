# Measures in bits: log2 in place of the natural logarithm.
import numpy as np


def binary_cross_entropy(y_hat, y):
    bits = y * np.log2(y_hat) + (1 - y) * np.log2(1 - y_hat)
    return -bits
