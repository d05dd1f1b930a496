# The cosine is the real part of exp(i a), and the answer an np.matrix.
import cmath

import numpy as np


def cosine_annealing(eta0, t, steps):
    z = cmath.exp(1j * cmath.pi * (t - 1) / steps)
    eta_min, eta_max = 0.0, eta0
    return np.matrix([[eta_min + 0.5 * (eta_max - eta_min) * (1 + z.real)]])
