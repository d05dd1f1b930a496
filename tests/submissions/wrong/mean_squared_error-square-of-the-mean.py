# Averages the residuals first and squares afterwards.
import numpy as np


def mean_squared_error(theta, X, y):
    total = 0
    for x_i, y_i in zip(X, y):
        total += y_i - theta @ x_i
    return (total / len(y)) ** 2
