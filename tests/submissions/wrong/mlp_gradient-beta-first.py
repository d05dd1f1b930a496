# Returns the gradient of beta first, in the order of the backward pass.
import numpy as np


def mlp_gradient(alpha, beta, x, y):
    z = mlp_activations(alpha, beta, x)[1]
    g_b, _, g_a = mlp_deltas(alpha, beta, x, y)
    g_beta = g_b * np.concatenate(([1.0], z))
    g_alpha = np.outer(g_a, np.concatenate(([1.0], x)))
    return g_beta, g_alpha
