# The return is indented one level too deep: the loop ends after the first feature was filled in.
import numpy as np


def mean_squared_error_gradient(theta, X, y):
    N, M = X.shape
    residual = y - X @ theta
    gradient = np.zeros(M)
    for j in range(M):
        s = 0
        for i in range(N):
            s += residual[i] * X[i, j]
        gradient[j] = -2 * s / N
        return gradient
