# Tests every component without its absolute value: a steep negative slope counts as converged.
import numpy as np


def gradient_descent(X, y, theta0, learning_rate, tolerance, max_steps):
    theta = theta0.astype(float)
    k = 0
    while k < max_steps:
        gradient = mean_squared_error_gradient(theta, X, y)
        if all(component <= tolerance for component in gradient):
            return theta, k
        theta = theta - learning_rate * gradient
        k = k + 1
    return theta, k
