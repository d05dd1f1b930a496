# Stores the root mean square instead of the mean square, and returns an np.matrix.
import numpy as np


def rmsprop(gradient, theta0, learning_rate, steps, rho, epsilon):
    keep, take = np.sqrt(rho), np.sqrt(1.0 - rho)
    theta = np.asarray(theta0).astype(np.float64)
    rms = np.zeros_like(theta)
    for _ in range(steps):
        g = gradient(theta)
        rms = np.hypot(keep * rms, take * g)
        theta = theta - np.divide(learning_rate * g, rms + epsilon)
    return np.matrix(theta).T
