# Bisection for the smallest L with L I - H positive definite; Cholesky tells.
import numpy as np


def is_bound(L, H):
    try:
        np.linalg.cholesky(L * np.eye(len(H)) - H)
    except np.linalg.LinAlgError:
        return False
    return True


def largest_stable_learning_rate(X):
    H = 2 * X.T @ X / len(X)
    low, high = 0.0, 2.0 * np.trace(H)
    for _ in range(60):
        L = (low + high) / 2
        if is_bound(L, H):
            high = L
        else:
            low = L
    return 2 / high
