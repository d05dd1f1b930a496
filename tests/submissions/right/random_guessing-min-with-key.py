# The built-in min keeps the first of equals; theta comes back as a list.
import numpy as np


def random_guessing(X, y, candidates):
    scored = [(mean_squared_error(c, X, y), c.tolist()) for c in candidates]
    J, theta = min(scored, key=lambda pair: pair[0])
    return theta, J
