# The return stands one indentation too deep: one step only.
import numpy as np


def chain_train(params, xs, ys, learning_rate, order):
    p = np.copy(params).astype(float)
    for idx in order:
        p = chain_step(p, xs[idx], ys[idx], learning_rate)
        return p
    return p
