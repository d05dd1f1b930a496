# Statistician's decomposition: mean of squares = variance + square of the mean.
import numpy as np


def mean_squared_error(theta, X, y):
    residuals = y - predict(theta, X)
    bias = np.mean(residuals)
    variance = np.var(residuals)
    return variance + bias**2
