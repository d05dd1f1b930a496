# Divides the gradient by its norm, so that every step has the length of the learning rate.
import numpy as np


def chain_step(params, x, y, learning_rate):
    g = chain_gradient(params, x, y)
    norm = np.linalg.norm(g)
    if norm > 0:
        g = g / norm
    return params - learning_rate * g
