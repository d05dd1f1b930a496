# The gradient is computed once, before the loop: the path is a straight line.
import numpy as np


def descent_path(X, y, theta0, learning_rate, steps):
    gradient = mean_squared_error_gradient(theta0, X, y)
    path = np.empty((steps + 1, theta0.size))
    for t in range(steps + 1):
        path[t] = theta0 - t * learning_rate * gradient
    return path
