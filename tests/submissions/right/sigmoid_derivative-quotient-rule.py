# The quotient rule as learned at school, numerator and denominator apart.
import numpy as np


def sigmoid_derivative(a):
    e = np.exp(-a)
    numerator = 0 * (1 + e) - 1 * (-e)
    denominator = (1 + e) * (1 + e)
    return numerator / denominator
