# math.log for each broadcast pair, put back into shape.
import math

import numpy as np


def binary_cross_entropy(y_hat, y):
    pairs = np.broadcast(y_hat, y)
    values = [-q * math.log(p) - (1 - q) * math.log(1 - p) for p, q in pairs]
    return np.array(values, dtype=float).reshape(pairs.shape)
