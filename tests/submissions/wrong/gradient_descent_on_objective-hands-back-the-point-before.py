# Tests with the new theta but returns the old one, because "it hardly changed anyway".
import numpy as np


def gradient_descent_on_objective(X, y, theta0, learning_rate, tolerance, max_steps):
    theta = theta0.astype(float)
    for k in range(1, max_steps + 1):
        new = theta - learning_rate * mean_squared_error_gradient(theta, X, y)
        if abs(mean_squared_error(theta, X, y) - mean_squared_error(new, X, y)) <= tolerance:
            return theta, k
        theta = new
    return theta, max_steps
