# tanh is a sigmoid too, but not this one: it runs from -1 to 1.
import numpy as np


def sigmoid(a):
    return (np.exp(a) - np.exp(-a)) / (np.exp(a) + np.exp(-a))
