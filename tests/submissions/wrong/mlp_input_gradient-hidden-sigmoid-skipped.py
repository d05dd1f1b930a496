# Starts from g_z instead of g_a.
import numpy as np


def mlp_input_gradient(alpha, beta, x, y):
    g_b, g_z, _ = mlp_deltas(alpha, beta, x, y)
    W = alpha[:, 1:]
    return W.T.dot(g_z)
