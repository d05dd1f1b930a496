# Column 0 of alpha is skipped: the hidden units have no bias.
import numpy as np


def mlp_forward(alpha, beta, x):
    z = sigmoid(alpha[:, 1:] @ x)
    b = beta[0] + np.sum(beta[1:] * z)
    return float(sigmoid(b))
