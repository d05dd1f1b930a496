# Normalises the gradient to length one, because "only the direction matters".
import numpy as np


def mean_squared_error_gradient(theta, X, y):
    gradient = -2 / len(y) * X.T @ (y - X @ theta)
    length = np.linalg.norm(gradient)
    if length > 0:
        gradient = gradient / length
    return gradient
