# w is given to the old average and 1 - w to the gradient, as in most frameworks.
import numpy as np


def momentum_average(gradient, theta0, learning_rate, steps, w):
    theta = np.array(theta0, dtype=float)
    D = np.zeros(len(theta))
    for _ in range(steps):
        g = gradient(theta)
        D = w * D + (1 - w) * g
        theta = theta - learning_rate * D
    return theta
