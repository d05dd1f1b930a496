# g_z still holds the derivative by the constant z_0 = 1.
import numpy as np


def mlp_deltas(alpha, beta, x, y):
    a, z, b = mlp_activations(alpha, beta, x)
    g_b = float(sigmoid(b) - y)
    g_z = g_b * beta
    g_a = g_z[1:] * sigmoid_derivative(a)
    return g_b, g_z, g_a
