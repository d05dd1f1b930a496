# Beginner's running minimum, starting from infinity, with the error written out.
import numpy as np


def random_guessing(X, y, candidates):
    best_theta = None
    best_J = np.inf
    for k in range(candidates.shape[0]):
        theta = candidates[k, :]
        J = 0.0
        for i in range(X.shape[0]):
            J = J + (y[i] - np.dot(theta, X[i, :])) ** 2
        J = J / X.shape[0]
        if J < best_J:
            best_J = J
            best_theta = theta.copy()
    return best_theta, best_J
