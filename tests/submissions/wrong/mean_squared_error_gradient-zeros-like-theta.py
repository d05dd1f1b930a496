# np.zeros_like(theta) is an integer array when theta is one: every partial derivative is cut off.
import numpy as np


def mean_squared_error_gradient(theta, X, y):
    grad = np.zeros_like(theta)
    residuals = y - X @ theta
    for k in range(len(theta)):
        grad[k] = -2 * np.mean(residuals * X[:, k])
    return grad
