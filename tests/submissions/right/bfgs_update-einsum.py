# All products with einsum, without a transpose.
import numpy as np


def bfgs_update(H, s, y):
    s, y = s.astype(np.float64), y.astype(np.float64)
    rho = 1.0 / np.einsum("i,i->", y, s)
    left = np.identity(s.size) - rho * np.einsum("i,j->ij", s, y)
    # right factor (I - rho y s^T) is left with swapped indices
    return np.einsum("ij,jk,lk->il", left, H, left) + rho * np.einsum("i,j->ij", s, s)
