# Divides the sum of the squares by the number of updates.
import numpy as np


def adagrad(gradient, theta0, learning_rate, steps, epsilon):
    theta = np.array(theta0, dtype=np.float64)
    squares = []
    for _ in range(steps):
        g = gradient(theta)
        squares.append(g**2)
        G = np.mean(squares, axis=0)
        theta = theta - learning_rate * g / (np.sqrt(G) + epsilon)
    return theta
