# One update is an affine map of theta, so row t is the t-th power of one augmented matrix.
import numpy as np


def descent_path(X, y, theta0, learning_rate, steps):
    N, M = X.shape
    step = np.eye(M + 1)
    step[:M, :M] -= learning_rate * 2 / N * (X.T @ X)
    step[:M, M] = learning_rate * 2 / N * (X.T @ y)
    start = np.append(theta0, 1.0)
    rows = [np.linalg.matrix_power(step, t) @ start for t in range(steps + 1)]
    return np.array(rows)[:, :M]
