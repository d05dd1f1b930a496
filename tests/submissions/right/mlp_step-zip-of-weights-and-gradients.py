# One generator for both weight arrays.
import numpy as np


def mlp_step(alpha, beta, x, y, learning_rate):
    gradients = mlp_gradient(alpha, beta, x, y)
    new = (w - learning_rate * g for w, g in zip((alpha, beta), gradients))
    return tuple(new)
