# Assigns into the given arrays, so that the caller's weights change.
import numpy as np


def mlp_step(alpha, beta, x, y, learning_rate):
    g_alpha, g_beta = mlp_gradient(alpha, beta, x, y)
    alpha[:] = alpha - learning_rate * g_alpha
    beta[:] = beta - learning_rate * g_beta
    return alpha, beta
