# All candidates in one matrix product, no loop.
import numpy as np


def random_guessing(X, y, candidates):
    predictions = X @ candidates.T
    J = ((predictions - y[:, None]) ** 2).sum(axis=0) / X.shape[0]
    k = J.argmin()
    return np.array(candidates[k]), J[k]
