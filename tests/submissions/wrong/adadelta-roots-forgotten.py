# The quotient of the mean squares without the roots.
import numpy as np


def adadelta(gradient, theta0, steps, rho, epsilon):
    theta = np.array(theta0, dtype=np.float64)
    acc_g, acc_d = np.zeros_like(theta), np.zeros_like(theta)
    for _ in range(steps):
        g = gradient(theta)
        acc_g = rho * acc_g + (1 - rho) * g**2
        d = -(acc_d + epsilon) / (acc_g + epsilon) * g
        acc_d = rho * acc_d + (1 - rho) * d**2
        theta = theta + d
    return theta
