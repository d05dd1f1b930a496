# math.exp per element, turned into an array function by np.vectorize.
import math

import numpy as np


@np.vectorize
def _one(value):
    return 1.0 / (1.0 + math.exp(-value))


def sigmoid(a):
    a = np.asarray(a, dtype=float)
    if a.size == 0:
        return a.copy()
    return _one(a)
