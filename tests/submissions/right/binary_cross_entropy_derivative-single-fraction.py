# Both terms on one denominator.
import numpy as np


def binary_cross_entropy_derivative(y_hat, y):
    return (y_hat - y) / (y_hat * (1 - y_hat))
