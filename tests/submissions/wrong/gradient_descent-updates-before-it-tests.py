# Makes the update first and tests the old gradient afterwards: one update too many.
import numpy as np


def gradient_descent(X, y, theta0, learning_rate, tolerance, max_steps):
    theta = theta0 + 0.0
    n = 0
    for n in range(1, max_steps + 1):
        grad = mean_squared_error_gradient(theta, X, y)
        theta = theta - learning_rate * grad
        if np.linalg.norm(grad) <= tolerance:
            break
    return theta, n
