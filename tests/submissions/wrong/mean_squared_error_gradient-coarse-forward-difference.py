# Forward differences of J with a step of 0.01 are off by the curvature.
import numpy as np


def mean_squared_error_gradient(theta, X, y):
    h = 0.01
    J0 = mean_squared_error(theta, X, y)
    partials = []
    for j in range(theta.size):
        moved = theta.astype(float)
        moved[j] += h
        partials.append((mean_squared_error(moved, X, y) - J0) / h)
    return np.array(partials)
