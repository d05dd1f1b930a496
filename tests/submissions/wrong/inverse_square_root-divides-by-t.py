# The root is forgotten: eta0 / t.
import numpy as np


def inverse_square_root(eta0, t):
    """eta_t = eta_0 / sqrt(t)"""
    eta = np.divide(eta0, t)
    return float(eta)
