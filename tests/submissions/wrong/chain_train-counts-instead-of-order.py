# Loops over 0, 1, 2, ... up to the length of the order, not over the indices in it.
import numpy as np


def chain_train(params, xs, ys, learning_rate, order):
    theta = np.array(params, dtype=float)
    for i in range(len(order)):
        k = i % len(xs)
        theta = chain_step(theta, xs[k], ys[k], learning_rate)
    return theta
