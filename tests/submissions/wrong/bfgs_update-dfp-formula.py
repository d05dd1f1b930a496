# DFP: another update of the inverse Hessian.
import numpy as np


def bfgs_update(H, s, y):
    Hy = H @ y
    return H + np.outer(s, s) / (s @ y) - np.outer(Hy, Hy) / (y @ Hy)
