# The brackets are lost: y - y_hat^2.
import numpy as np


def chain_loss(params, x, y):
    y_hat = chain_forward(params, x)
    return 0.5 * (y - y_hat**2)
