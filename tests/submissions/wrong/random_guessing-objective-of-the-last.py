# The right theta, but the J that the loop left behind.
import numpy as np


def random_guessing(X, y, candidates):
    best_J = np.inf
    for k in range(len(candidates)):
        J = mean_squared_error(candidates[k], X, y)
        if J < best_J:
            best_J = J
            theta = np.array(candidates[k])
    return theta, J
