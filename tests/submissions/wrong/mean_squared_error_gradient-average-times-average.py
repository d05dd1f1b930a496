# Multiplies the mean residual by the mean row instead of averaging the products.
import numpy as np


def mean_squared_error_gradient(theta, X, y):
    mean_residual = np.mean(y - predict(theta, X))
    mean_x = np.mean(X, axis=0)
    return -2 * mean_residual * mean_x
