# Appends the constant 1 at the end of the input and of the hidden units, not in front.
import numpy as np


def mlp_activations(alpha, beta, x):
    a = alpha @ np.append(x, 1.0)
    z = sigmoid(a)
    b = float(beta @ np.append(z, 1.0))
    return a, z, b
