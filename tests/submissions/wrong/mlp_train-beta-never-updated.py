# Keeps only the new alpha of every step; beta stays as it was.
import numpy as np


def mlp_train(alpha, beta, X, y, learning_rate, order):
    alpha = np.array(alpha, dtype=float)
    beta = np.array(beta, dtype=float)
    for i in order:
        alpha, _ = mlp_step(alpha, beta, X[i], y[i], learning_rate)
    return alpha, beta
