# The numerically careful version: never takes exp of a positive number.
import numpy as np


def sigmoid(a):
    small = np.exp(-np.abs(a))
    return np.where(np.asarray(a) >= 0, 1 / (1 + small), small / (1 + small))
