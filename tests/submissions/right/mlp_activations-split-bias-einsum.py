# Bias column and weights are treated apart; no leading 1 anywhere.
import numpy as np


def mlp_activations(alpha, beta, x):
    bias, weights = alpha[:, 0], alpha[:, 1:]
    a = np.einsum("ji,i->j", weights, x) + bias
    z = sigmoid(a)
    return a, z, beta[0] + np.inner(beta[1:], z)
