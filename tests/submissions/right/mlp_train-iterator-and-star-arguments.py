# A pair of weights is handed from step to step with star arguments; while loop with an iterator.
import numpy as np


def mlp_train(alpha, beta, X, y, learning_rate, order):
    weights = (1.0 * alpha, 1.0 * beta)
    samples = iter(order)
    while (i := next(samples, None)) is not None:
        weights = mlp_step(*weights, X[i, :], y[i], learning_rate)
    return list(weights)
