# H0 is made of the oldest pair.
import numpy as np


def lbfgs_direction(g, S, Y):
    q = np.array(g, dtype=float)
    alphas = []
    for s, y in zip(S[::-1], Y[::-1]):
        a = (s @ q) / (y @ s)
        alphas.append(a)
        q = q - a * y
    r = q
    if len(S) > 0:
        r = (S[0] @ Y[0]) / (Y[0] @ Y[0]) * q
    for s, y, a in zip(S, Y, alphas[::-1]):
        b = (y @ r) / (y @ s)
        r = r + s * (a - b)
    return -r
