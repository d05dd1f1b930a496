# The first loop runs from the oldest pair to the newest and the second one back.
import numpy as np


def lbfgs_direction(g, S, Y):
    q = np.array(g, dtype=float)
    k = len(S)
    alpha = [0.0] * k
    for i in range(k):
        rho = 1 / np.dot(Y[i], S[i])
        alpha[i] = rho * np.dot(S[i], q)
        q = q - alpha[i] * Y[i]
    if k > 0:
        q = q * np.dot(S[-1], Y[-1]) / np.dot(Y[-1], Y[-1])
    for i in reversed(range(k)):
        rho = 1 / np.dot(Y[i], S[i])
        beta = rho * np.dot(Y[i], q)
        q = q + (alpha[i] - beta) * S[i]
    return -q
