# With an empty order the caller's own arrays come back.
import numpy as np


def mlp_train(alpha, beta, X, y, learning_rate, order):
    for i in order:
        alpha, beta = mlp_step(alpha, beta, X[i], y[i], learning_rate)
    return alpha, beta
