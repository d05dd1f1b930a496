# The network written as a recursion: the answer of a layer is asked from the layer below, with math.exp.
import math

import numpy as np


def _layer(k, params, x):
    w1, b1, *upper = (float(p) for p in np.asarray(params))
    if k == 1:
        a = w1 * x + b1
    else:
        a = upper[k - 2] * _layer(k - 1, params, x)
    return 1 / (1 + math.exp(-a))


def chain_forward(params, x):
    return _layer(3, params, x)
