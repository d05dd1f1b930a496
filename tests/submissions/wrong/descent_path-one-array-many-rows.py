# Appends the same array again and again and updates it in place: all rows are the last point.
import numpy as np


def descent_path(X, y, theta0, learning_rate, steps):
    theta = theta0.astype(float)
    path = [theta]
    for _ in range(steps):
        theta -= learning_rate * mean_squared_error_gradient(theta, X, y)
        path.append(theta)
    return np.array(path)
