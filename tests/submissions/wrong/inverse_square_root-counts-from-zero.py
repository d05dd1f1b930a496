# Takes t as counted from 0 and adds one.
import math

import numpy as np


def inverse_square_root(eta0, t):
    # sqrt(0) would be a division by zero in the first update
    return eta0 / math.sqrt(t + 1)
