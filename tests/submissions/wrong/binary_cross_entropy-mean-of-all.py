# Returns one number, the mean over all pairs.
import numpy as np


def binary_cross_entropy(y_hat, y):
    losses = -(y * np.log(y_hat) + (1 - y) * np.log(1 - y_hat))
    return float(np.mean(losses))
