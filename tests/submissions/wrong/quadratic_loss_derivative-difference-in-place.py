# y_hat -= y changes the caller's predictions.
import numpy as np


def quadratic_loss_derivative(y_hat, y):
    if np.ndim(y_hat) > 0 and y_hat.dtype == np.float64:
        y_hat -= y
        return y_hat
    return y_hat - y
