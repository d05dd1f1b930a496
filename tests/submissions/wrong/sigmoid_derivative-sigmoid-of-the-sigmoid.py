# Activates twice.
import numpy as np


def sigmoid_derivative(a):
    s = sigmoid(a)
    return sigmoid(s) * (1 - sigmoid(s))
