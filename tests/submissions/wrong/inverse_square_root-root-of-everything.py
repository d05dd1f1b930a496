# The root is drawn from the whole fraction.
import numpy as np


def inverse_square_root(eta0, t):
    ratio = eta0 / t
    return np.sqrt(ratio)
