# eigvalsh sorts upwards, so [0] is the smallest eigenvalue.
import numpy as np


def largest_stable_learning_rate(X):
    H = 2 * (X.T @ X) / len(X)
    lambdas = np.linalg.eigvalsh(H)
    return float(2 / lambdas[0])
