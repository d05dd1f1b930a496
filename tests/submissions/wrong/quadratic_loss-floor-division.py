# // cuts the loss down to a whole number.
import numpy as np


def quadratic_loss(y_hat, y):
    return (y_hat - y) ** 2 // 2
