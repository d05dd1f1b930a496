# Breaks as soon as a guess is better than the first one.
import numpy as np


def random_guessing(X, y, candidates):
    theta = candidates[0].copy()
    J = mean_squared_error(theta, X, y)
    for candidate in candidates[1:]:
        J_new = mean_squared_error(candidate, X, y)
        if J_new < J:
            theta, J = candidate.copy(), J_new
            break
    return theta, J
