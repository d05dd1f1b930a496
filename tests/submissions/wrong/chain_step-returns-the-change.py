# Returns the update vector instead of the updated parameters.
import numpy as np


def chain_step(params, x, y, learning_rate):
    update = -learning_rate * chain_gradient(params, x, y)
    return update
