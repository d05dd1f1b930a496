# Judges theta before each update, so the point after the last update is left out.
import numpy as np


def gradient_descent_best(X, y, theta0, learning_rate, steps):
    theta = theta0 * 1.0
    best = theta
    smallest = mean_squared_error(theta, X, y)
    for _ in range(steps):
        J = mean_squared_error(theta, X, y)
        if J < smallest:
            smallest = J
            best = theta
        theta = theta - learning_rate * mean_squared_error_gradient(theta, X, y)
    return best
