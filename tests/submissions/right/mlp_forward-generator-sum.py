# A generator of hidden units and Python's sum; the sigmoid is asked for both signs without overflow.
import math

import numpy as np


def _s(a):
    if a >= 0:
        return 1 / (1 + math.exp(-a))
    e = math.exp(a)
    return e / (1 + e)


def mlp_forward(alpha, beta, x):
    hidden = (_s(row[0] + sum(w * xi for w, xi in zip(row[1:], x))) for row in alpha)
    return _s(beta[0] + sum(v * z for v, z in zip(beta[1:], hidden)))
