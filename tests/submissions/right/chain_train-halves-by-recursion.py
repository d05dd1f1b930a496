# Divide and recurse: first train on the first half of the order, then on the second.
import numpy as np


def chain_train(params, xs, ys, learning_rate, order):
    n = len(order)
    if n == 0:
        return np.array(params, dtype=float, copy=True)
    if n == 1:
        return chain_step(params, xs[order[0]], ys[order[0]], learning_rate)
    middle = n // 2
    halfway = chain_train(params, xs, ys, learning_rate, order[:middle])
    return chain_train(halfway, xs, ys, learning_rate, order[middle:])
