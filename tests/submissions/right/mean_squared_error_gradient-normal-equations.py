# Multiplied out: 2/N (X^T X theta - X^T y).
import numpy as np


def mean_squared_error_gradient(theta, X, y):
    N = X.shape[0]
    G = X.T @ X
    c = X.T @ y
    return (G @ theta - c) * 2 / N
