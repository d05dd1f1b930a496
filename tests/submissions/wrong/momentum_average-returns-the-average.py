# Returns D and not theta.
import numpy as np


def momentum_average(gradient, theta0, learning_rate, steps, w):
    theta = np.array(theta0, dtype=np.float64)
    D = np.zeros_like(theta)
    for _ in range(steps):
        D = w * gradient(theta) + (1 - w) * D
        theta = theta - learning_rate * D
    return D
