# A bare cosine from 0 to pi/2 instead of half a wave that is shifted up.
import numpy as np


def cosine_annealing(eta0, t, steps):
    # falls from eta0 at t = 1 to 0 at t = steps + 1
    return eta0 * np.cos(np.pi / 2 * (t - 1) / steps)
