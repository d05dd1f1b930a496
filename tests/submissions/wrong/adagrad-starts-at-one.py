# G starts at one.
import numpy as np


def adagrad(gradient, theta0, learning_rate, steps, epsilon):
    theta = np.array(theta0, dtype=np.float64)
    G = np.ones_like(theta)  # not zero, or the first division explodes
    for _ in range(steps):
        g = gradient(theta)
        G = G + np.power(g, 2)
        theta = theta - learning_rate * g / (np.sqrt(G) + epsilon)
    return theta
