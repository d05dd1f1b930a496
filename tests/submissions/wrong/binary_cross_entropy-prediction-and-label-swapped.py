# Swaps the roles of label and prediction (an epsilon keeps the logarithm quiet).
import numpy as np


def binary_cross_entropy(y_hat, y):
    eps = 1e-12
    return -(y_hat * np.log(y + eps) + (1 - y_hat) * np.log(1 - y + eps))
