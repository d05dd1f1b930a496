# Adds the gradient instead of subtracting it.
import numpy as np


def chain_step(params, x, y, learning_rate):
    gradient = chain_gradient(params, x, y)
    return params + learning_rate * gradient
