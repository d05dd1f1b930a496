# Power method with five rounds only: not converged when two eigenvalues are close.
import numpy as np


def largest_stable_learning_rate(X):
    H = 2 / X.shape[0] * X.T @ X
    v = np.ones(X.shape[1])
    for _ in range(5):
        v = H @ v
        v = v / np.linalg.norm(v)
    return 2 / (v @ H @ v)
