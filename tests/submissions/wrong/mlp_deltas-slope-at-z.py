# The sigmoid's derivative is taken at z, which is activated already, instead of at a.
import numpy as np


def mlp_deltas(alpha, beta, x, y):
    a, z, b = mlp_activations(alpha, beta, x)
    g_b = sigmoid(b) - y
    g_z = g_b * beta[1:]
    return g_b, g_z, g_z * sigmoid_derivative(z)
