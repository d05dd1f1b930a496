# t ** 1/2 is (t ** 1) / 2.
import numpy as np


def inverse_square_root(eta0, t):
    root = t ** 1/2
    return eta0 / root
