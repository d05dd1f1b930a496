# E is moved by (1-rho) of the difference to g^2; epsilon stands inside the root.
import numpy as np


def rmsprop(gradient, theta0, learning_rate, steps, rho, epsilon):
    theta = np.array(theta0, dtype=np.float64)
    E = np.zeros(theta.shape)
    for _ in range(steps):
        g = gradient(theta)
        E += (1 - rho) * (np.square(g) - E)
        theta -= learning_rate * g * (E + epsilon) ** -0.5
    return theta
