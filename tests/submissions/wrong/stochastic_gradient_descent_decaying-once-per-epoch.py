# Lowers the rate only after every N updates, as epoch schedules do.
import numpy as np


def stochastic_gradient_descent_decaying(X, y, theta0, eta0, order):
    N = len(X)
    theta = np.array(theta0, dtype=float)
    for k, i in enumerate(order):
        epoch = k // N + 1
        eta = eta0 / np.sqrt(epoch)
        residual = y[i] - X[i] @ theta
        theta = theta + 2 * eta * residual * X[i]
    return theta
