# Fancy indexing repeats the first delta, one product with the inputs of the four parameters.
import numpy as np


def chain_gradient(params, x, y):
    deltas = np.asarray(chain_deltas(params, x, y))
    f1 = sigmoid(params[0] * x + params[1])
    inputs = np.array([x, 1.0, f1, sigmoid(params[2] * f1)])
    return deltas[[0, 0, 1, 2]] * inputs
