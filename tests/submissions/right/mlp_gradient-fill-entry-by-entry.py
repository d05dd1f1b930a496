# Two nested loops fill float buffers entry by entry.
import numpy as np


def mlp_gradient(alpha, beta, x, y):
    a, z, b = mlp_activations(alpha, beta, x)
    g_b, g_z, g_a = mlp_deltas(alpha, beta, x, y)
    g_alpha = np.zeros(alpha.shape)
    g_beta = np.zeros(beta.shape)
    g_beta[0] = g_b
    for j in range(alpha.shape[0]):
        g_beta[j + 1] = g_b * z[j]
        g_alpha[j, 0] = g_a[j]
        for i in range(x.shape[0]):
            g_alpha[j, i + 1] = g_a[j] * x[i]
    return g_alpha, g_beta
