# Multiplies with all of alpha and then drops the derivative by the constant.
import numpy as np


def mlp_input_gradient(alpha, beta, x, y):
    *_, g_a = mlp_deltas(alpha, beta, x, y)
    return alpha.T.dot(g_a)[1:]
