# Without the brackets the division comes first: 1/1 + exp(-a).
import numpy as np


def sigmoid(a):
    return 1 / 1 + np.exp(-a)
