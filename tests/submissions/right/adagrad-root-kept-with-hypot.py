# Keeps the root of G itself: sqrt(G + g^2) = hypot(sqrt(G), g).
import numpy as np


def adagrad(gradient, theta0, learning_rate, steps, epsilon):
    theta = theta0 + 0.0
    root = np.zeros(len(theta))
    for _ in range(steps):
        g = gradient(theta)
        root = np.hypot(root, g)
        theta = theta - learning_rate * (g / (root + epsilon))
    return theta
