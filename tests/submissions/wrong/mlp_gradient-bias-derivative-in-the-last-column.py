# Puts the derivatives by the biases at the end instead of in column 0.
import numpy as np


def mlp_gradient(alpha, beta, x, y):
    _, z, _ = mlp_activations(alpha, beta, x)
    g_b, _, g_a = mlp_deltas(alpha, beta, x, y)
    g_alpha = np.column_stack([np.outer(g_a, x), g_a])
    g_beta = np.append(g_b * z, g_b)
    return g_alpha, g_beta
