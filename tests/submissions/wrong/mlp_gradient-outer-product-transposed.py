# np.outer with its arguments exchanged: the gradient of alpha is transposed.
import numpy as np


def mlp_gradient(alpha, beta, x, y):
    a, z, b = mlp_activations(alpha, beta, x)
    g_b, g_z, g_a = mlp_deltas(alpha, beta, x, y)
    g_alpha = np.outer(np.append(1, x), g_a)
    g_beta = g_b * np.append(1, z)
    return g_alpha, g_beta
