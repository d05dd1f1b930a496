# 1 / lambda_max is the safe rate of the textbooks, only half of the supremum.
import numpy as np


def largest_stable_learning_rate(X):
    N = X.shape[0]
    hessian = 2 / N * X.T.dot(X)
    return 1 / max(np.linalg.eigvalsh(hessian))
