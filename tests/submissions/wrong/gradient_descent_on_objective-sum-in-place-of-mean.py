# Its own helper for J sums the squares instead of averaging, so the change looks N times as large.
import numpy as np


def cost(theta, X, y):
    return ((X @ theta - y) ** 2).sum()


def gradient_descent_on_objective(X, y, theta0, learning_rate, tolerance, max_steps):
    theta, k = theta0.astype(float), 0
    while k < max_steps:
        c = cost(theta, X, y)
        theta = theta - learning_rate * mean_squared_error_gradient(theta, X, y)
        k += 1
        if abs(c - cost(theta, X, y)) <= tolerance:
            break
    return theta, k
