# Returns the index of the winner, not the winner.
import numpy as np


def random_guessing(X, y, candidates):
    scores = np.array([mean_squared_error(c, X, y) for c in candidates])
    best = np.argmin(scores)
    return best, scores[best]
