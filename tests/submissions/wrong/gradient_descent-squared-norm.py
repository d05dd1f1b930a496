# Forgets the root: compares the squared norm with the tolerance.
import numpy as np


def gradient_descent(X, y, theta0, learning_rate, tolerance, max_steps):
    theta = np.array(theta0, dtype=float)
    steps = 0
    while steps < max_steps:
        grad = mean_squared_error_gradient(theta, X, y)
        if np.sum(grad**2) <= tolerance:
            break
        theta = theta - learning_rate * grad
        steps += 1
    return theta, steps
