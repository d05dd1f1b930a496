# The 1/2 of the other objective slipped in beside the 1/N.
import numpy as np


def mean_squared_error(theta, X, y):
    m = len(y)
    h = predict(theta, X)
    return 1 / (2 * m) * np.sum((h - y) ** 2)
