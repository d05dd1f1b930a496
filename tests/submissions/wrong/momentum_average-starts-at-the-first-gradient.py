# D starts as the first gradient instead of zero.
import numpy as np


def momentum_average(gradient, theta0, learning_rate, steps, w):
    theta = np.array(theta0, dtype=float)
    D = None
    for _ in range(steps):
        g = gradient(theta)
        if D is None:
            D = g          # nothing to average yet
        else:
            D = w * g + (1 - w) * D
        theta = theta - learning_rate * D
    return theta
