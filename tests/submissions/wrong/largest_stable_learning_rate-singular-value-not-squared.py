# Takes the largest singular value for the largest eigenvalue of X^T X: the square is missing.
import numpy as np


def largest_stable_learning_rate(X):
    _, singular_values, _ = np.linalg.svd(X)
    lambda_max = 2 / len(X) * singular_values[0]
    return 2 / lambda_max
