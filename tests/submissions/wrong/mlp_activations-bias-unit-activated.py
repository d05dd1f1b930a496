# Puts z_0 through the sigmoid as well, so the output bias counts s(1) instead of 1.
import numpy as np


def mlp_activations(alpha, beta, x):
    x = np.concatenate([[1], x])
    a = alpha @ x
    z_all = sigmoid(np.concatenate([[1], a]))
    b = beta @ z_all
    return a, z_all[1:], float(b)
