# lambda_max(X^T X) is the square of the largest singular value.
import numpy as np


def largest_stable_learning_rate(X):
    sigma = np.linalg.norm(X, ord=2)
    return X.shape[0] / sigma**2
