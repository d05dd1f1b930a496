# Scalar arithmetic with a counter that is raised before use; new values go to a fresh list.
import math

import numpy as np


def stochastic_gradient_descent_decaying(X, y, theta0, eta0, order):
    theta = [float(v) for v in theta0]
    t = 0
    for i in order:
        t += 1
        y_hat = 0.0
        for j in range(len(theta)):
            y_hat += theta[j] * X[i, j]
        factor = 2 * eta0 * (y_hat - y[i]) / math.sqrt(t)
        theta = [theta[j] - factor * X[i, j] for j in range(len(theta))]
    return np.array(theta)
