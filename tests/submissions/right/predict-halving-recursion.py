# Divide and conquer over the rows: one row is an inner product, more rows are two halves.
import numpy as np


def predict(theta, X):
    n = len(X)
    if n == 0:
        return np.zeros(0)
    if n == 1:
        return np.array([np.inner(theta, X[0])], dtype=float)
    middle = n // 2
    top = predict(theta, X[:middle])
    bottom = predict(theta, X[middle:])
    return np.concatenate((top, bottom))
