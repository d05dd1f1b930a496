# With an empty order the given array itself comes back, not a copy.
import numpy as np


def chain_train(params, xs, ys, learning_rate, order):
    for i in order:
        params = chain_step(params, xs[i], ys[i], learning_rate)
    return params
