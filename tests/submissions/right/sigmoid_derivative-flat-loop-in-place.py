# Fills an array through its flat iterator; s is taken from the function of the exercise before.
import numpy as np


def sigmoid_derivative(a):
    a = np.asarray(a)
    result = np.empty(a.shape)
    for k, value in enumerate(a.flat):
        s = float(sigmoid(float(value)))
        result.flat[k] = s - s**2
    return result
