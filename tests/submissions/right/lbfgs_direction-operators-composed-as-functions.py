# Every pair becomes a function q -> H q that wraps the function of the pairs before it.
from functools import reduce

import numpy as np


def lbfgs_direction(g, S, Y):
    def wrap(H, pair):
        s, y = (np.asarray(v, dtype=float) for v in pair)
        rho = 1 / (y @ s)

        def H_plus(q):
            r = H(q - rho * (s @ q) * y)               # H (I - rho y s^T) q
            return r - rho * (y @ r) * s + rho * (s @ q) * s

        return H_plus

    scale = (S[-1] @ Y[-1]) / (Y[-1] @ Y[-1]) if len(S) else 1.0
    H = reduce(wrap, zip(S, Y), lambda q: scale * q)
    return (-H(np.array(g, dtype=float))).reshape(1, -1)
