# g_b of the quadratic loss: the derivative of the output's sigmoid is left standing.
import numpy as np


def mlp_deltas(alpha, beta, x, y):
    a, z, b = mlp_activations(alpha, beta, x)
    y_hat = mlp_forward(alpha, beta, x)
    g_b = (y_hat - y) * sigmoid_derivative(b)
    g_z = beta[1:] * g_b
    g_a = sigmoid_derivative(a) * g_z
    return g_b, g_z, g_a
