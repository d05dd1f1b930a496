# Returns H g, which points uphill.
import numpy as np


def lbfgs_direction(g, S, Y):
    q = g.astype(float)
    k = len(S)
    alpha = np.zeros(k)
    for i in range(k - 1, -1, -1):
        alpha[i] = S[i] @ q / (Y[i] @ S[i])
        q -= alpha[i] * Y[i]
    gamma = S[-1] @ Y[-1] / (Y[-1] @ Y[-1]) if k > 0 else 1
    r = gamma * q
    for i in range(k):
        beta = Y[i] @ r / (Y[i] @ S[i])
        r += S[i] * (alpha[i] - beta)
    return r
