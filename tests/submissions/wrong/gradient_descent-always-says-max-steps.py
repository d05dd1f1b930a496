# Stops in time, but reports max_steps whatever happened.
import numpy as np


def gradient_descent(X, y, theta0, learning_rate, tolerance, max_steps):
    theta = theta0.copy().astype(float)
    for _ in range(max_steps):
        grad = mean_squared_error_gradient(theta, X, y)
        if np.linalg.norm(grad) <= tolerance:
            break
        theta = theta - learning_rate * grad
    return theta, max_steps
