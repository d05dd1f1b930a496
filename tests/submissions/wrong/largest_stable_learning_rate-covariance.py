# Uses np.cov, which takes the column means away (and divides by N - 1).
import numpy as np


def largest_stable_learning_rate(X):
    C = np.atleast_2d(np.cov(X, rowvar=False))
    return 2 / (2 * np.max(np.linalg.eigvalsh(C)))
