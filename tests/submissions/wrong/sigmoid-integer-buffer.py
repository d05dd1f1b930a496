# np.zeros_like(a) is an integer array for integer a, so all values become 0 or 1.
import numpy as np


def sigmoid(a):
    a = np.asarray(a)
    s = np.zeros_like(a)
    for index in np.ndindex(a.shape):
        s[index] = 1 / (1 + np.exp(-a[index]))
    return s
