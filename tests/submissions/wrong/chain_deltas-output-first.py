# Returns the deltas in the order in which they were computed, the output's first.
import numpy as np


def chain_deltas(params, x, y):
    w1, b1, w2, w3 = params
    a1 = w1 * x + b1
    a2 = w2 * sigmoid(a1)
    a3 = w3 * sigmoid(a2)
    deltas = [(sigmoid(a3) - y) * sigmoid_derivative(a3)]
    for w, a in ((w3, a2), (w2, a1)):
        deltas.append(deltas[-1] * w * sigmoid_derivative(a))
    return np.array(deltas)
