# All the rates are computed beforehand and zipped with the order.
import numpy as np


def stochastic_gradient_descent_decaying(X, y, theta0, eta0, order):
    K = len(order)
    rates = eta0 / np.sqrt(np.arange(1, K + 1))
    theta = theta0.astype(np.float64, copy=True)
    for eta, i in zip(rates, order):
        r = y[i] - np.sum(theta * X[i])
        theta += eta * 2 * r * X[i]
    return theta
