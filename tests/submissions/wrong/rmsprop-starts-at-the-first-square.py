# E starts as the first squared gradient.
import numpy as np


def rmsprop(gradient, theta0, learning_rate, steps, rho, epsilon):
    theta = np.array(theta0, dtype=float)
    for k in range(steps):
        g = gradient(theta)
        E = g**2 if k == 0 else rho * E + (1 - rho) * g**2
        theta = theta - learning_rate * g / (np.sqrt(E) + epsilon)
    return theta
