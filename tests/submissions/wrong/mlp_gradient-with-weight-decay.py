# Adds 0.01 times the weights, the gradient of a regulariser that the loss does not have.
import numpy as np


def mlp_gradient(alpha, beta, x, y, lam=0.01):
    _, z, _ = mlp_activations(alpha, beta, x)
    g_b, _, g_a = mlp_deltas(alpha, beta, x, y)
    g_alpha = np.outer(g_a, np.concatenate(([1.0], x))) + lam * alpha
    g_beta = g_b * np.concatenate(([1.0], z)) + lam * beta
    return g_alpha, g_beta
