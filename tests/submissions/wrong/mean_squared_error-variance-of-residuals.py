# np.var takes the mean of the residuals away before squaring.
import numpy as np


def mean_squared_error(theta, X, y):
    residuals = y - predict(theta, X)
    return np.var(residuals)
