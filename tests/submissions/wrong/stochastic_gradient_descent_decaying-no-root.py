# eta0 / t in place of eta0 / sqrt(t).
import numpy as np


def stochastic_gradient_descent_decaying(X, y, theta0, eta0, order):
    theta = theta0.astype(float)
    for t in range(1, len(order) + 1):
        i = order[t - 1]
        theta = theta - eta0 / t * (-2) * (y[i] - theta @ X[i]) * X[i]
    return theta
