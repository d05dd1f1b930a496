# The minus of the inner derivative is lost.
import numpy as np


def mean_squared_error_gradient(theta, X, y):
    N = len(y)
    residuals = y - predict(theta, X)
    return 2 / N * X.T @ residuals
