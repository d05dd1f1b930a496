# The scaling of H0 is left out.
import numpy as np


def lbfgs_direction(g, S, Y):
    r = -np.asarray(g, dtype=float)
    a = {}
    for i in range(len(S) - 1, -1, -1):
        a[i] = np.dot(S[i], r) / np.dot(S[i], Y[i])
        r = r - a[i] * Y[i]
    # H0 = I
    for i in range(len(S)):
        b = np.dot(Y[i], r) / np.dot(S[i], Y[i])
        r = r + (a[i] - b) * S[i]
    return r
