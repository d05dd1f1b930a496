# Returns the loop index, so the update that met the test is not counted.
import numpy as np


def gradient_descent_on_objective(X, y, theta0, learning_rate, tolerance, max_steps):
    theta = 1.0 * theta0
    before = mean_squared_error(theta, X, y)
    for step in range(max_steps):
        theta = theta - learning_rate * mean_squared_error_gradient(theta, X, y)
        after = mean_squared_error(theta, X, y)
        if abs(before - after) <= tolerance:
            return theta, step
        before = after
    return theta, max_steps
