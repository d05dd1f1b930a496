# np.tile keeps the dtype of theta0: an integer start cuts off every later row.
import numpy as np


def descent_path(X, y, theta0, learning_rate, steps):
    path = np.tile(theta0, (steps + 1, 1))
    for t in range(1, steps + 1):
        path[t] = path[t - 1] - learning_rate * mean_squared_error_gradient(path[t - 1], X, y)
    return path
