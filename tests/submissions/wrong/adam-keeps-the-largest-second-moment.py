# AMSGrad: the largest v so far is used.
import numpy as np


def adam(gradient, theta0, learning_rate, steps, beta1, beta2, epsilon):
    theta = np.array(theta0, dtype=float)
    m, v, v_max = (np.zeros_like(theta) for _ in range(3))
    for t in range(1, steps + 1):
        g = gradient(theta)
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * g**2
        v_max = np.maximum(v_max, v / (1 - beta2**t))
        theta = theta - learning_rate * (m / (1 - beta1**t)) / (np.sqrt(v_max) + epsilon)
    return theta
