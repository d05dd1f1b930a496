# Compares the length of the step, rate included, with the tolerance.
import numpy as np


def gradient_descent(X, y, theta0, learning_rate, tolerance, max_steps):
    theta = theta0.astype(float)
    for i in range(max_steps):
        step = learning_rate * mean_squared_error_gradient(theta, X, y)
        if np.linalg.norm(step) <= tolerance:
            return theta, i
        theta = theta - step
    return theta, max_steps
