# * instead of @ between the matrices.
import numpy as np


def bfgs_update(H, s, y):
    rho = 1 / np.sum(y * s)
    I = np.identity(len(y))
    sy = np.outer(s, y)
    return (I - rho * sy) * H * (I - rho * sy.T) + rho * np.outer(s, s)
