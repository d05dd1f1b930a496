# Raises t before the first update although it starts at 1: the first rate is eta0 / sqrt(2).
import numpy as np


def stochastic_gradient_descent_decaying(X, y, theta0, eta0, order):
    theta = theta0 + 0.0
    t = 1
    for i in order:
        t += 1
        grad = 2 * (X[i] @ theta - y[i]) * X[i]
        theta = theta - eta0 / np.sqrt(t) * grad
    return theta
