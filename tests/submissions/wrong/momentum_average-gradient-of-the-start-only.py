# The gradient is computed once, before the loop, and never again.
import numpy as np


def momentum_average(gradient, theta0, learning_rate, steps, w):
    theta = theta0.copy()
    D = np.zeros(theta0.shape)
    g = gradient(theta0)
    for i in range(steps):
        D = w * g + (1 - w) * D
        theta = theta - learning_rate * D
    return theta * 1.0
