# Saves a temporary by overwriting the predictions' buffer, but the buffer is y itself.
import numpy as np


def mean_squared_error(theta, X, y):
    residuals = y
    for i in range(len(y)):
        residuals[i] = y[i] - X[i] @ theta
    return np.mean(residuals**2)
