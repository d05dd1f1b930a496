# dJ/dy_hat is passed on as g_b, without the derivative of the output's sigmoid.
import numpy as np


def mlp_deltas(alpha, beta, x, y):
    a, z, b = mlp_activations(alpha, beta, x)
    g_b = binary_cross_entropy_derivative(sigmoid(b), y)
    g_z = np.array([g_b * beta_j for beta_j in beta[1:]])
    g_a = g_z * z * (1 - z)
    return g_b, g_z, g_a
