# y_hat - y is the derivative with respect to the value before the sigmoid.
import numpy as np


def binary_cross_entropy_derivative(y_hat, y):
    return y_hat - y
