# The parameters move with the average of the update before.
import numpy as np


def momentum_average(gradient, theta0, learning_rate, steps, w):
    theta = np.array(theta0, dtype=np.float64)
    D = np.zeros_like(theta)
    for _ in range(steps):
        g = gradient(theta)
        theta = theta - learning_rate * D
        D = w * g + (1 - w) * D
    return theta
