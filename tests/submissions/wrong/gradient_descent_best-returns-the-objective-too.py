# Returns (theta, J) like random guessing, though only theta is asked for.
import numpy as np


def gradient_descent_best(X, y, theta0, learning_rate, steps):
    theta = np.array(theta0, dtype=float)
    best, J_best = theta, mean_squared_error(theta, X, y)
    for _ in range(steps):
        theta = theta - learning_rate * mean_squared_error_gradient(theta, X, y)
        J = mean_squared_error(theta, X, y)
        if J < J_best:
            best, J_best = theta, J
    return best, J_best
