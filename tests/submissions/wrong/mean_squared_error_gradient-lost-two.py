# The 2 of the square is gone, as if J had the factor 1/2.
import numpy as np


def mean_squared_error_gradient(theta, X, y):
    m = X.shape[0]
    error = X.dot(theta) - y
    return X.T.dot(error) / m
