# Drops the last weight of beta instead of the bias in front.
import numpy as np


def mlp_deltas(alpha, beta, x, y):
    a, z, b = mlp_activations(alpha, beta, x)
    g_b = sigmoid(b) - y
    g_z = g_b * beta[:-1]
    g_a = g_z * sigmoid_derivative(a)
    return g_b, g_z, g_a
