# Calls itself on every row until only numbers are left; nested lists as the answer.
import math

import numpy as np


def sigmoid(a):
    if np.ndim(a) == 0:
        return math.exp(float(a)) / (math.exp(float(a)) + 1)
    return [sigmoid(part) for part in a]
