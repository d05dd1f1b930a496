# rho s s^T is left out.
import numpy as np


def bfgs_update(H, s, y):
    s = s.reshape(-1, 1)
    y = y.reshape(-1, 1)
    rho = 1 / (y.T @ s)
    V = np.eye(len(s)) - rho * y @ s.T
    H_new = V.T @ H @ V
    return H_new
