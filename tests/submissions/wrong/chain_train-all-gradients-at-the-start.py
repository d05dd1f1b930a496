# Every gradient is taken at the parameters of the start and the steps are added up.
import numpy as np


def chain_train(params, xs, ys, learning_rate, order):
    result = np.array(params, dtype=float)
    for i in order:
        result = result - learning_rate * chain_gradient(params, xs[i], ys[i])
    return result
