# Returns the Jacobian, a diagonal matrix, for a vector.
import numpy as np


def sigmoid_derivative(a):
    s = sigmoid(a)
    ds = s * (1 - s)
    if np.ndim(ds) == 1:
        return np.diag(ds)
    return ds
