# Every alpha is computed with g instead of the q that the loop has made of it.
import numpy as np


def lbfgs_direction(g, S, Y):
    k = S.shape[0]
    rho = 1.0 / np.einsum("ij,ij->i", S, Y)
    alpha = rho * (S @ g)               # (k,) all at once
    q = g - alpha @ Y
    if k > 0:
        q = q * (S[-1] @ Y[-1]) / (Y[-1] @ Y[-1])
    for i in range(k):
        beta = rho[i] * (Y[i] @ q)
        q = q + (alpha[i] - beta) * S[i]
    return -q
