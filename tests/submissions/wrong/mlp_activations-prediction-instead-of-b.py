# The third answer is the prediction s(b) instead of b.
import numpy as np


def mlp_activations(alpha, beta, x):
    ones = np.ones(1)
    a = alpha @ np.hstack((ones, x))
    z = sigmoid(a)
    b = sigmoid(beta @ np.hstack((ones, z)))
    return a, z, float(b)
