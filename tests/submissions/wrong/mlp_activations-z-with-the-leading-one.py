# Returns z with the constant z_0 = 1 in front.
import numpy as np


def mlp_activations(alpha, beta, x):
    a = alpha.dot(np.insert(np.asarray(x, dtype=float), 0, 1))
    z = np.insert(sigmoid(a), 0, 1)
    b = beta.dot(z)
    return a, z, b
