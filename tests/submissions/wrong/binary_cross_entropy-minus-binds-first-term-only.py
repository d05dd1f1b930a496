# No brackets: the minus belongs to the first term only.
import numpy as np


def binary_cross_entropy(y_hat, y):
    return -y * np.log(y_hat) + (1 - y) * np.log(1 - y_hat)
