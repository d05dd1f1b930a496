# Divides by steps - 1, so that the last update has the rate zero.
import math

import numpy as np


def cosine_annealing(eta0, t, steps):
    if steps == 1:
        return eta0
    # t - 1 runs from 0 to steps - 1
    return 0.5 * eta0 * (1 + math.cos(math.pi * (t - 1) / (steps - 1)))
