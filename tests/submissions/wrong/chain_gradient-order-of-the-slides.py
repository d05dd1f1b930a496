# Returns the derivatives as the slides list them: w3, w2, w1, b.
import numpy as np


def chain_gradient(params, x, y):
    w1, b1, w2, w3 = params
    f1 = sigmoid(w1 * x + b1)
    f2 = sigmoid(w2 * f1)
    d1, d2, d3 = chain_deltas(params, x, y)
    dw3 = d3 * f2
    dw2 = d2 * f1
    dw1 = d1 * x
    db = d1
    return np.array([dw3, dw2, dw1, db])
