# Loops over the units; the answer is a namedtuple whose vectors are lists.
from collections import namedtuple

import numpy as np

Deltas = namedtuple("Deltas", "g_b g_z g_a")


def mlp_deltas(alpha, beta, x, y):
    a, z, b = mlp_activations(alpha, beta, x)
    y_hat = sigmoid(b)
    dJ_dy = (1 - y) / (1 - y_hat) - y / y_hat
    g_b = dJ_dy * y_hat * (1 - y_hat)
    result = Deltas(g_b, [], [])
    for j in range(1, len(beta)):
        result.g_z.append(g_b * beta[j])
        result.g_a.append(result.g_z[-1] * sigmoid_derivative(a[j - 1]))
    return result
