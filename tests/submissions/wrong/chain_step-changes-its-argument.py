# Writes the new parameters into the array it was given.
import numpy as np


def chain_step(params, x, y, learning_rate):
    gradient = chain_gradient(params, x, y)
    for i in range(len(params)):
        params[i] = params[i] - learning_rate * gradient[i]
    return params
