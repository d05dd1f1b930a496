# Pairs of parameter and derivative, answer is a list of floats.
import numpy as np


def chain_step(params, x, y, learning_rate):
    grad = chain_gradient(params, x, y)
    return [float(p - learning_rate * g) for p, g in zip(params, grad)]
