# Cross-entropy from the value before the last sigmoid: log(1 + e^b) - y b, in its stable form.
import numpy as np


def mlp_loss(alpha, beta, x, y):
    _, _, b = mlp_activations(alpha, beta, x)
    return np.logaddexp(0, -b if y == 1 else b)
