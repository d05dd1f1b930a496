# cos(pi t / steps): the schedule starts too low and ends at zero.
import numpy as np


def cosine_annealing(eta0, t, steps):
    progress = t / steps
    return eta0 / 2 * (1 + np.cos(np.pi * progress))
