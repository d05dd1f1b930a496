# Divides by G instead of its root.
import numpy as np


def adagrad(gradient, theta0, learning_rate, steps, epsilon):
    theta = np.array(theta0, dtype=np.float64)
    G = np.zeros_like(theta)
    for _ in range(steps):
        g = gradient(theta)
        G = G + g**2
        theta = theta - learning_rate * g / (G + epsilon)
    return theta
