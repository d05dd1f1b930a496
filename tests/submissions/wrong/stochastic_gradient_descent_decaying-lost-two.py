# The factor 2 of the squared residual is missing.
import numpy as np


def stochastic_gradient_descent_decaying(X, y, theta0, eta0, order):
    theta = [float(v) for v in theta0]
    for t, i in enumerate(order):
        error = sum(w * x for w, x in zip(theta, X[i])) - y[i]
        eta = eta0 / (t + 1) ** 0.5
        theta = [w - eta * error * x for w, x in zip(theta, X[i])]
    return np.array(theta)
