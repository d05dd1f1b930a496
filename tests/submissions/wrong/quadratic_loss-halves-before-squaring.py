# Halves the difference before it is squared: 1/4 in place of 1/2.
import numpy as np


def quadratic_loss(y_hat, y):
    half_error = 1 / 2 * (y_hat - y)
    return half_error**2
