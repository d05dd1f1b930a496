# s @ s.T of one-dimensional arrays is a number, which is added to every entry.
import numpy as np


def bfgs_update(H, s, y):
    rho = 1 / (y.T @ s)
    I = np.eye(H.shape[0])
    left = I - rho * np.outer(s, y)
    right = I - rho * np.outer(y, s)
    return left @ H @ right + rho * s @ s.T
