# E is updated after the step, which divides by the average of the updates before.
import numpy as np


def rmsprop(gradient, theta0, learning_rate, steps, rho, epsilon):
    theta = np.array(theta0, dtype=float)
    E = np.zeros_like(theta)
    for _ in range(steps):
        g = gradient(theta)
        theta = theta - learning_rate * g / (np.sqrt(E) + epsilon)
        E = rho * E + (1 - rho) * g**2
    return theta
