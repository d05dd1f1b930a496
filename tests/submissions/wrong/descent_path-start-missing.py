# Stores theta after each update only, so row 0 is the first update.
import numpy as np


def descent_path(X, y, theta0, learning_rate, steps):
    theta = np.array(theta0, dtype=float)
    path = np.zeros((steps, len(theta)))
    for t in range(steps):
        theta = theta - learning_rate * mean_squared_error_gradient(theta, X, y)
        path[t] = theta
    return path
