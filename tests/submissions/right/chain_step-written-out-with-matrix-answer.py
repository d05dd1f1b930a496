# Writes the four updates one under the other, but from old values only; the answer is an np.matrix.
import numpy as np


def chain_step(params, x, y, learning_rate):
    w1, b1, w2, w3 = params
    f1 = sigmoid(w1 * x + b1)
    f2 = sigmoid(w2 * f1)
    y_hat = sigmoid(w3 * f2)
    common = (y - y_hat) * y_hat * (1 - y_hat)
    dw3 = -common * f2
    common = common * w3 * f2 * (1 - f2)
    dw2 = -common * f1
    common = common * w2 * f1 * (1 - f1)
    dw1 = -common * x
    db1 = -common
    w3 = w3 - learning_rate * dw3
    w2 = w2 - learning_rate * dw2
    w1 = w1 - learning_rate * dw1
    b1 = b1 - learning_rate * db1
    return np.matrix([w1, b1, w2, w3])
