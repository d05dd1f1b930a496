# rho weighs the new square and 1 - rho the old average.
import numpy as np


def rmsprop(gradient, theta0, learning_rate, steps, rho, epsilon):
    theta = np.array(theta0, dtype=float)
    E = np.zeros_like(theta)
    for _ in range(steps):
        g = gradient(theta)
        E = (1 - rho) * E + rho * g**2
        theta = theta - learning_rate * g / (np.sqrt(E) + epsilon)
    return theta
