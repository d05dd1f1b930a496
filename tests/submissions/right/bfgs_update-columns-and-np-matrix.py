# Column vectors as np.matrix, so that * is the matrix product, as on paper.
import numpy as np


def bfgs_update(H, s, y):
    H = np.matrix(H, dtype=float)
    s = np.matrix(s, dtype=float).T  # column
    y = np.matrix(y, dtype=float).T
    rho = 1 / (y.T * s).item()
    I = np.matrix(np.eye(H.shape[0]))
    return (I - rho * s * y.T) * H * (I - rho * y * s.T) + rho * s * s.T
