# np.unique on the order: sorts the samples and drops the repeated ones.
import numpy as np


def chain_train(params, xs, ys, learning_rate, order):
    p = np.array(params, dtype=float)
    for i in np.unique(order):
        p = chain_step(p, xs[i], ys[i], learning_rate)
    return p
