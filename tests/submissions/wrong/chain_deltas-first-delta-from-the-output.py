# delta1 is propagated from delta3 past the second layer: w3 and s'(a2) are missing in it.
import numpy as np


def chain_deltas(params, x, y):
    w1, b1, w2, w3 = params
    a1 = w1 * x + b1
    a2 = w2 * sigmoid(a1)
    a3 = w3 * sigmoid(a2)
    error = sigmoid(a3) - y
    out_delta = error * sigmoid_derivative(a3)
    hidden2 = out_delta * w3 * sigmoid_derivative(a2)
    hidden1 = out_delta * w2 * sigmoid_derivative(a1)
    return np.array([hidden1, hidden2, out_delta])
