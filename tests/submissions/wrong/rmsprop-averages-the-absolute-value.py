# The average is of |g|, not of g^2, and no root is taken.
import numpy as np


def rmsprop(gradient, theta0, learning_rate, steps, rho, epsilon):
    theta = np.array(theta0, dtype=float)
    E = np.zeros_like(theta)
    for _ in range(steps):
        g = gradient(theta)
        # sqrt(g^2) = |g|
        E = rho * E + (1 - rho) * np.abs(g)
        theta = theta - learning_rate * g / (E + epsilon)
    return theta
