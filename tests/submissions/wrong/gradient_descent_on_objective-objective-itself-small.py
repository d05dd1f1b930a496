# Stops when J is small, not when its change is.
import numpy as np


def gradient_descent_on_objective(X, y, theta0, learning_rate, tolerance, max_steps):
    theta = theta0.astype(float)
    steps = 0
    for _ in range(max_steps):
        theta -= learning_rate * mean_squared_error_gradient(theta, X, y)
        steps += 1
        if mean_squared_error(theta, X, y) <= tolerance:
            break
    return theta, steps
