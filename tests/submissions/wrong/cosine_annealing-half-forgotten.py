# Without the 1/2 the schedule starts at 2 eta0.
import numpy as np


def cosine_annealing(eta0, t, steps):
    angle = np.pi * (t - 1) / steps
    return eta0 * (1 + np.cos(angle))
