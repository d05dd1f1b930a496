# 1 - s(a) = s(-a), which keeps the digits for large a.
import numpy as np


def sigmoid_derivative(a):
    left = 1 / (1 + np.exp(-a))
    right = 1 / (1 + np.exp(a))
    return left * right
