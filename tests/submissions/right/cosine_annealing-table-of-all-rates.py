# Makes the whole schedule and picks the entry of update t.
import numpy as np


def whole_schedule(eta0, steps):
    angles = np.linspace(0, np.pi, steps, endpoint=False)  # (steps,)
    return eta0 * (np.cos(angles) + 1) / 2


def cosine_annealing(eta0, t, steps):
    table = whole_schedule(eta0, steps)
    return table[t - 1]
