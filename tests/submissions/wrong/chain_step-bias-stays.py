# Only the three weights are moved; the bias keeps its value.
import numpy as np


def chain_step(params, x, y, learning_rate):
    gw1, gb1, gw2, gw3 = chain_gradient(params, x, y)
    w1, b1, w2, w3 = params
    w1 = w1 - learning_rate * gw1
    w2 = w2 - learning_rate * gw2
    w3 = w3 - learning_rate * gw3
    return np.array([w1, b1, w2, w3])
