# One sample at a time in pure Python, answered as a tuple.
import numpy as np


def mean_squared_error_gradient(theta, X, y):
    M = len(theta)
    N = len(y)
    g = [0.0] * M
    for i in range(N):
        error = -float(y[i])
        for k in range(M):
            error += float(theta[k]) * float(X[i][k])
        for k in range(M):
            g[k] += 2.0 * error * float(X[i][k]) / N
    return tuple(g)
