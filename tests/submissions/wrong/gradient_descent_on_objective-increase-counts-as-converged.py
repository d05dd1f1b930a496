# No absolute value around the change of J: a step that goes up ends the search.
import numpy as np


def gradient_descent_on_objective(X, y, theta0, learning_rate, tolerance, max_steps):
    theta = np.array(theta0, dtype=float)
    J_old = mean_squared_error(theta, X, y)
    for step in range(1, max_steps + 1):
        theta = theta - learning_rate * mean_squared_error_gradient(theta, X, y)
        J_new = mean_squared_error(theta, X, y)
        if J_old - J_new <= tolerance:
            return theta, step
        J_old = J_new
    return theta, max_steps
