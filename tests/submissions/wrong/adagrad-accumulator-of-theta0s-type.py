# zeros_like(theta0) is an integer buffer when theta0 is: the squares lose their fractions.
import numpy as np


def adagrad(gradient, theta0, learning_rate, steps, epsilon):
    theta = np.array(theta0, dtype=np.float64)
    G = np.zeros_like(theta0)
    for _ in range(steps):
        g = gradient(theta)
        G[:] = G + g**2
        theta = theta - learning_rate * g / (np.sqrt(G) + epsilon)
    return theta
