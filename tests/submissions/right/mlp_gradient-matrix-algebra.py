# Column and row matrices (np.matrix), as in the lecture's matrix notation.
import numpy as np


def mlp_gradient(alpha, beta, x, y):
    a, z, b = mlp_activations(alpha, beta, x)
    z = np.ravel(z)
    x_row = np.matrix(np.append([1.0], x))
    g_b = sigmoid(b) - y
    g_a = np.matrix(g_b * beta[1:] * z * (1 - z)).T
    g_beta = g_b * np.matrix(np.append([1.0], z))
    return g_a * x_row, g_beta
