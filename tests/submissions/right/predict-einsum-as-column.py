# Einsum over both axes, answered as an (N, 1) column.
import numpy as np


def predict(theta, X):
    return np.einsum("m,nm->n", theta, X)[:, np.newaxis]
