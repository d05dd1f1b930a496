# einsum makes the outer product; the list of both gradients is returned.
import numpy as np


def mlp_gradient(alpha, beta, x, y):
    x1 = np.r_[1.0, x]
    z = sigmoid(np.einsum("ji,i", alpha, x1))
    z1 = np.r_[1.0, z]
    g_b = sigmoid(np.einsum("j,j", beta, z1)) - y
    g_alpha = np.einsum(",j,j,i->ji", g_b, beta[1:], z * (1 - z), x1)
    return [g_alpha, g_b * z1]
