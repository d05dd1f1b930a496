# Computed in logarithms and returned as a list of one number.
import math

import numpy as np


def inverse_square_root(eta0, t):
    log_eta = math.log(eta0) - math.log(t) / 2
    return [np.exp(log_eta)]
