# Computes in the array it was given and so overwrites the caller's values.
import numpy as np


def sigmoid(a):
    if isinstance(a, np.ndarray) and a.dtype == float:
        np.negative(a, out=a)
        np.exp(a, out=a)
        a += 1
        np.reciprocal(a, out=a)
        return a
    return 1 / (1 + np.exp(-np.asarray(a, dtype=float)))
