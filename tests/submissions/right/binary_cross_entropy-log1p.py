# log1p(-p) for log(1 - p); the minus pulled into both terms.
import numpy as np


def binary_cross_entropy(y_hat, y):
    hit = -np.log(y_hat)
    miss = -np.log1p(-np.asarray(y_hat, dtype=float))
    return y * hit + (1 - y) * miss
