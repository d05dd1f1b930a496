# Column vectors throughout, so that the answer is a (1, 1) array.
import numpy as np


def mean_squared_error(theta, X, y):
    N = X.shape[0]
    y_col = y.reshape(N, 1)
    theta_col = theta.reshape(-1, 1)
    r = y_col - np.dot(X, theta_col)
    J = (1 / N) * np.dot(r.T, r)
    return J
