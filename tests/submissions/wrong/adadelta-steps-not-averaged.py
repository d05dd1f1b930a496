# Ed is the last squared step, not a moving average.
import numpy as np


def adadelta(gradient, theta0, steps, rho, epsilon):
    theta = np.array(theta0, dtype=np.float64)
    Eg = np.zeros_like(theta)
    d = np.zeros_like(theta)
    for _ in range(steps):
        g = gradient(theta)
        Eg = rho * Eg + (1 - rho) * g**2
        rms_d = np.sqrt(d**2 + epsilon)
        rms_g = np.sqrt(Eg + epsilon)
        d = -rms_d / rms_g * g
        theta = theta + d
    return theta
