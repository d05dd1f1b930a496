# Multiplies the upper deltas by a1 and a2, the values before the sigmoid.
import numpy as np


def chain_gradient(params, x, y):
    w1, b1, w2, w3 = params
    a1 = w1 * x + b1
    a2 = w2 * sigmoid(a1)
    deltas = chain_deltas(params, x, y)
    return np.array([deltas[0] * x, deltas[0], deltas[1] * a1, deltas[2] * a2])
