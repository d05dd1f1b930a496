# The formula multiplied out, so that no matrix product is needed.
import numpy as np


def bfgs_update(H, s, y):
    ys = np.dot(y, s)
    Hy = np.dot(H, y)                   # H is symmetric: y^T H is the same vector
    first = (ys + np.dot(y, Hy)) / ys**2 * np.outer(s, s)
    second = (np.outer(Hy, s) + np.outer(s, Hy)) / ys
    return H + first - second
