# Fills in the weights only; the derivatives by the biases are left at zero.
import numpy as np


def mlp_gradient(alpha, beta, x, y):
    g_alpha = np.zeros(alpha.shape)
    g_beta = np.zeros(beta.shape)
    a, z, b = mlp_activations(alpha, beta, x)
    g_b, g_z, g_a = mlp_deltas(alpha, beta, x, y)
    for j in range(len(z)):
        g_beta[j + 1] = g_b * z[j]
        for i in range(len(x)):
            g_alpha[j, i + 1] = g_a[j] * x[i]
    return g_alpha, g_beta
