# The bias correction is written into m and v themselves.
import numpy as np


def adam(gradient, theta0, learning_rate, steps, beta1, beta2, epsilon):
    theta = np.array(theta0, dtype=float)
    m, v = np.zeros_like(theta), np.zeros_like(theta)
    for t in range(1, steps + 1):
        g = gradient(theta)
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * g**2
        m = m / (1 - beta1**t)
        v = v / (1 - beta2**t)
        theta = theta - learning_rate * m / (np.sqrt(v) + epsilon)
    return theta
