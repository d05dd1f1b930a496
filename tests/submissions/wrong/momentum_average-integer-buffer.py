# theta is a copy of theta0 with its type: an integer start truncates every update.
import numpy as np


def momentum_average(gradient, theta0, learning_rate, steps, w):
    theta = theta0.copy()
    D = np.zeros(len(theta0))
    for _ in range(steps):
        g = gradient(theta)
        for j in range(len(theta)):
            D[j] = w * g[j] + (1 - w) * D[j]
            theta[j] = theta[j] - learning_rate * D[j]
    return theta
