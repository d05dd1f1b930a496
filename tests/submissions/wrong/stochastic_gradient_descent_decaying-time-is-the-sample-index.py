# t is taken from the index of the example, not from the number of the update.
import numpy as np


def stochastic_gradient_descent_decaying(X, y, theta0, eta0, order):
    theta = np.array(theta0, dtype=float)
    for i in order:
        eta = inverse_square_root(eta0, i + 1)
        gradient = -2 * (y[i] - X[i] @ theta) * X[i]
        theta = theta - eta * gradient
    return theta
