# Puts the activated values f into sigmoid_derivative, which wants the values before activation.
import numpy as np


def chain_deltas(params, x, y):
    w1, b1, w2, w3 = params
    f1 = sigmoid(w1 * x + b1)
    f2 = sigmoid(w2 * f1)
    f3 = sigmoid(w3 * f2)
    d3 = (f3 - y) * sigmoid_derivative(f3)
    d2 = d3 * w3 * sigmoid_derivative(f2)
    d1 = d2 * w2 * sigmoid_derivative(f1)
    return np.array([d1, d2, d3])
