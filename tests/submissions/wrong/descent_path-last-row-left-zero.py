# The loop ends one update early and the last row keeps its zeros.
import numpy as np


def descent_path(X, y, theta0, learning_rate, steps):
    path = np.zeros((steps + 1, len(theta0)))
    path[0] = theta0
    for t in range(1, steps):
        path[t] = path[t - 1] - learning_rate * mean_squared_error_gradient(path[t - 1], X, y)
    return path
