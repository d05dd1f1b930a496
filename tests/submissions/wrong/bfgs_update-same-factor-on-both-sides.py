# Both factors are I - rho s y^T: the transpose on the right is missing.
import numpy as np


def bfgs_update(H, s, y):
    rho = 1.0 / np.dot(y, s)
    V = np.eye(s.size) - rho * np.outer(s, y)
    return V @ H @ V + rho * np.outer(s, s)
