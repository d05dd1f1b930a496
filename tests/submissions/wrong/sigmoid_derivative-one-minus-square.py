# The derivative of tanh: 1 - s^2.
import numpy as np


def sigmoid_derivative(a):
    s = 1 / (1 + np.exp(-a))
    return 1 - s**2
