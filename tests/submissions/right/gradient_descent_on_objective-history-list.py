# Keeps every J in a list and compares its last two.
import numpy as np


def gradient_descent_on_objective(X, y, theta0, learning_rate, tolerance, max_steps):
    theta = theta0.astype(float)
    J = [mean_squared_error(theta, X, y)]
    while len(J) <= max_steps:
        theta = theta - learning_rate * mean_squared_error_gradient(theta, X, y)
        J.append(mean_squared_error(theta, X, y))
        if np.abs(J[-1] - J[-2]) <= tolerance:
            break
    return theta, len(J) - 1
