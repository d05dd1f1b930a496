# The corrections are added to H in place.
import numpy as np


def bfgs_update(H, s, y):
    if H.dtype != float:
        H = H.astype(float)
    sy = s @ y
    Hy = H @ y
    H += (sy + y @ Hy) / sy**2 * np.outer(s, s)
    H -= (np.outer(Hy, s) + np.outer(s, Hy)) / sy
    return H
