# The complex-step derivative: no difference is taken, so nothing cancels.
import numpy as np


def sigmoid_derivative(a):
    h = 1e-20
    z = a + 1j * h
    s = 1 / (1 + np.exp(-z))
    return s.imag / h
