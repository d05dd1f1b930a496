# Multiplies with all of alpha and returns the derivative by x_0 = 1, too.
import numpy as np


def mlp_input_gradient(alpha, beta, x, y):
    g_b, g_z, g_a = mlp_deltas(alpha, beta, x, y)
    return alpha.T @ g_a
