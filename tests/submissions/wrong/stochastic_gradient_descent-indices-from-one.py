# Thinks that the indices count from 1.
import numpy as np


def stochastic_gradient_descent(X, y, theta0, learning_rate, order):
    theta = theta0.astype(float)
    for sample in order:
        x, label = X[sample - 1], y[sample - 1]
        theta = theta - learning_rate * 2 * (x @ theta - label) * x
    return theta
