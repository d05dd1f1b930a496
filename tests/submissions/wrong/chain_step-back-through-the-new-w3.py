# w3 is updated before the error is sent back through it.
import numpy as np


def chain_step(params, x, y, learning_rate):
    w1, b1, w2, w3 = params
    f1 = sigmoid(w1 * x + b1)
    f2 = sigmoid(w2 * f1)
    f3 = sigmoid(w3 * f2)
    d = (f3 - y) * f3 * (1 - f3)
    w3 = w3 - learning_rate * d * f2
    d = d * w3 * f2 * (1 - f2)
    w2_old = w2
    w2 = w2 - learning_rate * d * f1
    d = d * w2_old * f1 * (1 - f1)
    return np.array([w1 - learning_rate * d * x, b1 - learning_rate * d, w2, w3])
