# Chain rule on (1 + e^-a)^-1 with the inner minus lost: the result is negative.
import numpy as np


def sigmoid_derivative(a):
    outer = -1 / (1 + np.exp(-a)) ** 2
    inner = np.exp(-a)
    return outer * inner
