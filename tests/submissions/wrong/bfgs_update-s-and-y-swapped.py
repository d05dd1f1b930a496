# s and y have changed places: this is the (DFP) update of the Hessian, not of its inverse.
import numpy as np


def bfgs_update(H, s, y):
    rho = 1 / (y @ s)
    I = np.eye(len(s))
    A = I - rho * np.outer(y, s)
    return A @ H @ A.T + rho * np.outer(y, y)
