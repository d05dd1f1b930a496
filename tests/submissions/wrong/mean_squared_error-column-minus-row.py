# The predictions are a column, y is a row: the difference is an (N, N) table.
import numpy as np


def mean_squared_error(theta, X, y):
    y_hat = X @ theta.reshape(-1, 1)
    error = y - y_hat
    return float(np.mean(error**2))
