# Grows the path with np.vstack, which is slow but right.
import numpy as np


def descent_path(X, y, theta0, learning_rate, steps):
    path = np.array([theta0], dtype=float)
    for _ in range(steps):
        grad = mean_squared_error_gradient(path[-1, :], X, y)
        new_row = path[-1, :] - learning_rate * grad
        path = np.vstack((path, new_row))
    return path
