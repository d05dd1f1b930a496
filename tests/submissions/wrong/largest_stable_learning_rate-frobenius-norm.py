# np.linalg.norm of a matrix is the Frobenius norm by default, not the largest eigenvalue.
import numpy as np


def largest_stable_learning_rate(X):
    hessian = 2 / len(X) * X.T @ X
    return 2 / np.linalg.norm(hessian)
