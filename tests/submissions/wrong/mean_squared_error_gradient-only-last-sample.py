# Assigns inside the loop where it should add up, so only the last example counts.
import numpy as np


def mean_squared_error_gradient(theta, X, y):
    grad = np.zeros(len(theta))
    N = len(X)
    for i in range(N):
        r = y[i] - theta @ X[i]
        grad = -2 / N * r * X[i]
    return grad
