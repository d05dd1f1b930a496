# Recursion: the first half of the order, then the second half from where the first one ended.
import numpy as np


def stochastic_gradient_descent(X, y, theta0, learning_rate, order):
    if len(order) == 0:
        return theta0.astype(float)
    if len(order) == 1:
        i = order[0]
        return theta0 + 2 * learning_rate * (y[i] - X[i] @ theta0) * X[i]
    half = len(order) // 2
    there = stochastic_gradient_descent(X, y, theta0, learning_rate, order[:half])
    return stochastic_gradient_descent(X, y, there, learning_rate, order[half:])
