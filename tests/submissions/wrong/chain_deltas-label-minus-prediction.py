# The minus of the inner derivative is lost: all three deltas have the wrong sign.
import numpy as np


def chain_deltas(params, x, y):
    w1, b1, w2, w3 = params
    f1 = sigmoid(w1 * x + b1)
    f2 = sigmoid(w2 * f1)
    y_hat = sigmoid(w3 * f2)
    delta3 = (y - y_hat) * y_hat * (1 - y_hat)
    delta2 = delta3 * w3 * f2 * (1 - f2)
    delta1 = delta2 * w2 * f1 * (1 - f1)
    return np.array([delta1, delta2, delta3])
