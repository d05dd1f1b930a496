# A float array given as params is trained in place: np.asarray makes no copy.
import numpy as np


def chain_train(params, xs, ys, learning_rate, order):
    theta = np.asarray(params, dtype=float)
    for i in order:
        theta -= learning_rate * chain_gradient(theta, xs[i], ys[i])
    return theta
