# g_b = y_hat - y, and z (1 - z) from the activated values.
import numpy as np


def mlp_deltas(alpha, beta, x, y):
    _, z, b = mlp_activations(alpha, beta, x)
    g_b = 1 / (1 + np.exp(-b)) - y
    g_z = np.delete(beta, 0) * g_b
    return g_b, g_z, np.multiply(g_z, z - z**2)
