# The first attempt (without absolute value) is left in the cell; the definition below replaces it.
import numpy as np


def gradient_descent_on_objective(X, y, theta0, learning_rate, tolerance, max_steps):
    theta = theta0.copy()
    for k in range(max_steps):
        old = mean_squared_error(theta, X, y)
        theta = theta - learning_rate * mean_squared_error_gradient(theta, X, y)
        if old - mean_squared_error(theta, X, y) <= tolerance:
            break
    return theta, k


# second try
def gradient_descent_on_objective(X, y, theta0, learning_rate, tolerance, max_steps):
    theta, k, change = theta0.astype("float64"), 0, None
    while k < max_steps and (change is None or change > tolerance):
        old = mean_squared_error(theta, X, y)
        theta = theta - learning_rate * mean_squared_error_gradient(theta, X, y)
        change = abs(mean_squared_error(theta, X, y) - old)
        k = k + 1
    return theta, k
