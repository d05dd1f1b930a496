# One parameter after the other inside every update, with math.sqrt and math.pow.
import math

import numpy as np


def rms(mean_square, epsilon):
    return math.sqrt(mean_square + epsilon)


def adadelta(gradient, theta0, steps, rho, epsilon):
    M = theta0.shape[0]
    theta = np.zeros(M)
    for j in range(M):
        theta[j] = theta0[j]
    Eg, Ed = [0.0] * M, [0.0] * M
    for _ in range(steps):
        g = gradient(theta.copy())
        for j in range(M):
            Eg[j] = rho * Eg[j] + (1 - rho) * math.pow(g[j], 2)
            d = -rms(Ed[j], epsilon) / rms(Eg[j], epsilon) * g[j]
            Ed[j] = rho * Ed[j] + (1 - rho) * math.pow(d, 2)
            theta[j] += d
    return theta
