# The whole training is a fold over the order.
import functools

import numpy as np


def chain_train(params, xs, ys, learning_rate, order):
    start = np.asarray(params) * 1.0  # a float copy
    step = lambda p, i: chain_step(p, xs[i], ys[i], learning_rate)  # noqa: E731
    return functools.reduce(step, order, start)
