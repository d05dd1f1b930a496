# The new axis makes a table of all predictions against all labels.
import numpy as np


def quadratic_loss(y_hat, y):
    if np.ndim(y_hat) == 1:
        y_hat = y_hat[:, np.newaxis]
    return 1 / 2 * (y_hat - y) ** 2
