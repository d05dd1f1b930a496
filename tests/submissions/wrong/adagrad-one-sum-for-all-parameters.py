# G is the squared norm: one number for all parameters.
import numpy as np


def adagrad(gradient, theta0, learning_rate, steps, epsilon):
    theta = np.array(theta0, dtype=np.float64)
    G = 0.0
    for _ in range(steps):
        g = gradient(theta)
        G += g @ g
        adapted_rate = learning_rate / (np.sqrt(G) + epsilon)
        theta = theta - adapted_rate * g
    return theta
