# The residual is a 1x1 column and the loss r^T r / 2, a 1x1 matrix.
import numpy as np


def chain_loss(params, x, y):
    y_hat = chain_forward(params, x)
    r = np.array([[y - y_hat]], dtype=float)
    return r.T @ r / 2
