# exp(a) in place of exp(-a): the curve falls.
import numpy as np


def sigmoid(a):
    return 1 / (1 + np.exp(a))
