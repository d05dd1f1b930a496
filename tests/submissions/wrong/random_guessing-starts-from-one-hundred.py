# Starts the running minimum at 100 with the first guess, so larger objectives are never compared.
import numpy as np


def random_guessing(X, y, candidates):
    smallest = 100.0
    theta = candidates[0].copy()
    for row in candidates:
        J = mean_squared_error(row, X, y)
        if J < smallest:
            smallest = J
            theta = row.copy()
    return theta, smallest
