# Both corrections are in the learning rate, and epsilon is scaled so that nothing changes.
import numpy as np


def adam(gradient, theta0, learning_rate, steps, beta1, beta2, epsilon):
    theta = np.array(theta0, dtype=np.float64)
    m = np.zeros_like(theta)
    v = np.zeros_like(theta)
    for t in range(steps):
        g = gradient(theta)
        m += (1 - beta1) * (g - m)
        v += (1 - beta2) * (g * g - v)
        root = np.sqrt(1 - beta2 ** (t + 1))
        alpha_t = learning_rate * root / (1 - beta1 ** (t + 1))
        theta -= alpha_t * m / (np.sqrt(v) + epsilon * root)
    return theta
