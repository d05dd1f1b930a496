# Each update already sees the updated weights above it, as the slide's lines suggest.
import numpy as np


def chain_step(params, x, y, learning_rate):
    new = np.array(params, dtype=float)
    for k in (3, 2, 1, 0):  # w3, w2, b1, w1
        new[k] = new[k] - learning_rate * chain_gradient(new, x, y)[k]
    return new
