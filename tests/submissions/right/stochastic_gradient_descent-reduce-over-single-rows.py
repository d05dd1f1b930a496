# A fold: each update is the batch gradient of a data set with one example.
from functools import reduce

import numpy as np


def stochastic_gradient_descent(X, y, theta0, learning_rate, order):
    return reduce(
        lambda theta, i: theta - learning_rate * mean_squared_error_gradient(theta, X[[i]], y[[i]]),
        order,
        np.array(theta0, dtype=float),
    )
