# Overwrites eta with eta / sqrt(t), so the decay piles up to eta0 / sqrt(t!).
import numpy as np


def stochastic_gradient_descent_decaying(X, y, theta0, eta0, order):
    theta = theta0.astype(float)
    eta = eta0
    for t, i in enumerate(order, 1):
        eta = eta / np.sqrt(t)
        theta = theta + eta * 2 * (y[i] - X[i] @ theta) * X[i]
    return theta
