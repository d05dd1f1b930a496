# (1 + cos a)/2 = cos^2(a/2).
import math

import numpy as np


def cosine_annealing(eta0, t, steps):
    half_angle = 0.5 * np.pi * (t - 1) / steps
    return eta0 * math.cos(half_angle) ** 2
