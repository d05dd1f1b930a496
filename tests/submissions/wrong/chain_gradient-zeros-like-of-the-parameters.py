# The buffer takes the type of params: with integer parameters the gradient is cut to integers.
import numpy as np


def chain_gradient(params, x, y):
    w1, b1, w2, w3 = params
    f1 = sigmoid(w1 * x + b1)
    f2 = sigmoid(w2 * f1)
    delta = chain_deltas(params, x, y)
    g = np.zeros_like(params)
    g[0] = delta[0] * x
    g[1] = delta[0]
    g[2] = delta[1] * f1
    g[3] = delta[2] * f2
    return g
