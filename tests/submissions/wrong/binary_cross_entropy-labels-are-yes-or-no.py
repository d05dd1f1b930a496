# Chooses a branch by y == 1 and so treats every soft label as 0.
import numpy as np


def binary_cross_entropy(y_hat, y):
    return np.where(np.asarray(y) == 1, -np.log(y_hat), -np.log(1 - y_hat))
