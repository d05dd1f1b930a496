# Loops over the flattened array and never restores the shape.
import math

import numpy as np


def sigmoid(a):
    values = []
    for v in np.ravel(a):
        values.append(1 / (1 + math.exp(-v)))
    if np.ndim(a) == 0:
        return values[0]
    return np.array(values)
