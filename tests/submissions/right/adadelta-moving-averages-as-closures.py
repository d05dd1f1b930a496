# Two closures hold the averages, asked by calling them; the answer is float32.
import numpy as np


def moving_square(rho, M):
    average = np.zeros(M)

    def add(values=None):
        nonlocal average
        if values is not None:
            average = rho * average + (1.0 - rho) * np.abs(values) ** 2
        return average

    return add


def adadelta(gradient, theta0, steps, rho, epsilon):
    theta = np.array(theta0, dtype=np.float64)
    Eg = moving_square(rho, theta.size)
    Ed = moving_square(rho, theta.size)
    for _ in range(steps):
        g = gradient(theta)
        numerator = np.sqrt(Ed() + epsilon)
        denominator = np.sqrt(Eg(g) + epsilon)
        d = -(numerator / denominator) * g
        Ed(d)
        theta = theta + d
    return theta.astype(np.float32)
