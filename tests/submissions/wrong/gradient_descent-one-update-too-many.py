# while steps <= max_steps lets one update more than allowed through.
import numpy as np


def gradient_descent(X, y, theta0, learning_rate, tolerance, max_steps):
    theta, steps = np.array(theta0, dtype=np.float64), 0
    while steps <= max_steps:
        grad = mean_squared_error_gradient(theta, X, y)
        if np.sqrt(np.sum(grad**2)) <= tolerance:
            return theta, steps
        theta = theta - learning_rate * grad
        steps += 1
    return theta, steps
