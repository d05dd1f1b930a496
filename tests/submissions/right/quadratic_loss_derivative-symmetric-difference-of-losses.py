# A symmetric difference of the loss with the step 1/2 on both sides is exact for a parabola.
import numpy as np


def quadratic_loss_derivative(y_hat, y):
    y_hat = np.asarray(y_hat, dtype=float)
    upper = (y_hat + 0.5 - y) ** 2 / 2
    lower = (y_hat - 0.5 - y) ** 2 / 2
    return upper - lower
