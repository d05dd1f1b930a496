# The table's g_y with its lost minus: it climbs.
import numpy as np


def binary_cross_entropy_derivative(y_hat, y):
    return y / y_hat + (1 - y) / (y_hat - 1)
