# The bias beta_0 is left out of b.
import numpy as np


def mlp_activations(alpha, beta, x):
    a = alpha[:, 0] + alpha[:, 1:] @ x
    z = sigmoid(a)
    b = float(np.dot(beta[1:], z))
    return a, z, b
