# The sigmoid is applied to the output twice.
import numpy as np


def mlp_forward(alpha, beta, x):
    h = sigmoid(np.dot(alpha[:, 1:], x) + alpha[:, 0])
    out = sigmoid(np.dot(beta[1:], h) + beta[0])
    return float(sigmoid(out))
