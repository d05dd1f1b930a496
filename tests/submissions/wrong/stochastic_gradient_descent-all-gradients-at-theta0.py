# Computes all the gradients at theta0 and adds them up: a batch step.
import numpy as np


def stochastic_gradient_descent(X, y, theta0, learning_rate, order):
    residuals = y[order] - X[order] @ theta0
    gradients = -2 * residuals[:, None] * X[order]
    return theta0 - learning_rate * gradients.sum(axis=0)
