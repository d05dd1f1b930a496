# The list of alphas starts with the newest pair, but the second loop reads it from its start.
import numpy as np


def lbfgs_direction(g, S, Y):
    q = np.array(g, dtype=float)
    alphas = []
    for s, y in reversed(list(zip(S, Y))):
        alpha = s @ q / (y @ s)
        q = q - alpha * y
        alphas.append(alpha)
    if len(S) == 0:
        return -q
    r = (S[-1] @ Y[-1]) / (Y[-1] @ Y[-1]) * q
    for (s, y), alpha in zip(zip(S, Y), alphas):
        beta = y @ r / (y @ s)
        r = r + s * (alpha - beta)
    return -r
