# Multiplies the input by g_z instead of g_a: the hidden sigmoid's derivative is missing in g_alpha.
import numpy as np


def mlp_gradient(alpha, beta, x, y):
    z = mlp_activations(alpha, beta, x)[1]
    g_b, g_z, g_a = mlp_deltas(alpha, beta, x, y)
    x1 = np.hstack([1.0, x])
    z1 = np.hstack([1.0, z])
    return g_z[:, None] * x1[None, :], g_b * z1
