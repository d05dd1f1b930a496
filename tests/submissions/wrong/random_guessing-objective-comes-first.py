# Returns (J, theta) in place of (theta, J).
import numpy as np


def random_guessing(X, y, candidates):
    ranking = []
    for k, theta in enumerate(candidates):
        ranking.append((mean_squared_error(theta, X, y), k))
    J, k = min(ranking)
    return J, candidates[k].copy()
