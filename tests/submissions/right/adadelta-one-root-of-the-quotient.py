# One root of the quotient, and the positive step is subtracted.
import numpy as np


def adadelta(gradient, theta0, steps, rho, epsilon):
    theta = np.array(theta0, dtype=float)
    mean_g2 = np.zeros_like(theta)
    mean_d2 = np.zeros_like(theta)
    for _ in range(steps):
        g = gradient(theta)
        mean_g2 = mean_g2 + (1 - rho) * (g * g - mean_g2)
        d = g * np.sqrt((mean_d2 + epsilon) / (mean_g2 + epsilon))
        theta = theta - d
        mean_d2 = mean_d2 + (1 - rho) * (d * d - mean_d2)
    return theta
