# The derivative by the bias is taken to be the same as that by w1.
import numpy as np


def chain_gradient(params, x, y):
    w1, b1, w2, w3 = params
    inputs = [x, sigmoid(w1 * x + b1)]
    inputs.append(sigmoid(w2 * inputs[1]))
    grads = [d * f for d, f in zip(chain_deltas(params, x, y), inputs)]
    return np.array([grads[0]] + grads)
