# Uses the table's g_y, which belongs to the loss without the minus.
import numpy as np


def mlp_deltas(alpha, beta, x, y):
    a, z, b = mlp_activations(alpha, beta, x)
    y_hat = sigmoid(b)
    g_y = y / y_hat + (1 - y) / (y_hat - 1)
    g_b = g_y * y_hat * (1 - y_hat)
    g_z = g_b * beta[1:]
    g_a = g_z * z * (1 - z)
    return g_b, g_z, g_a
