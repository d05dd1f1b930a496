# Forward differences with a step of 0.001 instead of derivatives: right to three digits only.
import numpy as np


def chain_gradient(params, x, y):
    h = 1e-3
    base = chain_loss(params, x, y)
    grad = np.zeros(4)
    for i in range(4):
        p = np.array(params, dtype=float)
        p[i] += h
        grad[i] = (chain_loss(p, x, y) - base) / h
    return grad
