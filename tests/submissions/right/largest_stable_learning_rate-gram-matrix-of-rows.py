# X X^T has the same non-zero eigenvalues as X^T X.
import numpy as np


def largest_stable_learning_rate(X):
    N = X.shape[0]
    K = X @ X.T
    eigenvalues = np.linalg.eigvals(K).real
    return N / max(eigenvalues)
