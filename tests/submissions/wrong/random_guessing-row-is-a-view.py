# Hands out a view of the row of candidates, not a copy.
import numpy as np


def random_guessing(X, y, candidates):
    J = [mean_squared_error(theta, X, y) for theta in candidates]
    k = J.index(min(J))
    return candidates[k], J[k]
