# Takes the eigenvalue of X^T X and forgets the 2/N of the Hessian.
import numpy as np


def largest_stable_learning_rate(X):
    eigenvalues = np.linalg.eigvalsh(X.T @ X)
    return 2 / eigenvalues[-1]
