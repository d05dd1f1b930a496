# Uses f (1 - f) with the activated values and returns a plain tuple.
import numpy as np


def chain_deltas(params, x, y):
    w1, b1, w2, w3 = params
    f1 = sigmoid(w1 * x + b1)
    f2 = sigmoid(w2 * f1)
    f3 = sigmoid(w3 * f2)
    d3 = -(y - f3) * f3 * (1 - f3)
    d2 = d3 * w3 * f2 * (1 - f2)
    d1 = d2 * w2 * f1 * (1 - f1)
    return d1, d2, d3
