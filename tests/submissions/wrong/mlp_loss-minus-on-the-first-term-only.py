# The brackets are missing: the minus reaches only the first logarithm.
import numpy as np


def mlp_loss(alpha, beta, x, y):
    p = mlp_forward(alpha, beta, x)
    return -y * np.log(p) + (1 - y) * np.log(1 - p)
