# Every update is a whole call of the earlier function with an order of length one.
import numpy as np


def stochastic_gradient_descent_decaying(X, y, theta0, eta0, order):
    theta = 1.0 * theta0
    for k in range(len(order)):
        eta = inverse_square_root(eta0, k + 1)
        theta = stochastic_gradient_descent(X, y, theta, eta, order[k : k + 1])
    return theta
