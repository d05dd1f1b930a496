# Multiplies by y_hat (1 - y_hat), the derivative with respect to a, not to y_hat.
import numpy as np


def quadratic_loss_derivative(y_hat, y):
    error = y_hat - y
    return error * y_hat * (1 - y_hat)
