# A beginner's loops; a and z come back as lists.
import math

import numpy as np


def mlp_activations(alpha, beta, x):
    D = len(alpha)
    M = len(x)
    a = []
    z = []
    b = float(beta[0])
    for j in range(D):
        summe = float(alpha[j][0])
        for i in range(M):
            summe += float(alpha[j][i + 1]) * float(x[i])
        a.append(summe)
        z.append(1 / (1 + math.exp(-summe)))
        b += float(beta[j + 1]) * z[j]
    return a, z, b
