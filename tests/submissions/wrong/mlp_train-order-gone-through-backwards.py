# pop() takes the indices from the end: the order is gone through backwards.
import numpy as np


def mlp_train(alpha, beta, X, y, learning_rate, order):
    rest = list(order)
    a, b = np.array(alpha, dtype=float), np.array(beta, dtype=float)
    while rest:
        k = rest.pop()
        a, b = mlp_step(a, b, X[k], y[k], learning_rate)
    return a, b
