# G is replaced instead of summed up, so that every step is a sign step.
import numpy as np


def adagrad(gradient, theta0, learning_rate, steps, epsilon):
    theta = theta0.astype(float)
    for _ in range(steps):
        G = np.zeros_like(theta)
        g = gradient(theta)
        G += g * g
        theta = theta - learning_rate / (np.sqrt(G) + epsilon) * g
    return theta
