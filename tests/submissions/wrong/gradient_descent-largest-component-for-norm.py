# Stops by the largest component of the gradient instead of its L2 norm.
import numpy as np


def gradient_descent(X, y, theta0, learning_rate, tolerance, max_steps):
    theta = theta0.astype(float)
    for step in range(max_steps):
        g = mean_squared_error_gradient(theta, X, y)
        if np.max(np.abs(g)) <= tolerance:
            return theta, step
        theta = theta - learning_rate * g
    return theta, max_steps
