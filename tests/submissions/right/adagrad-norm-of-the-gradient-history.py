# Stacks all gradients and takes the norm of every column.
import numpy as np


def adagrad(gradient, theta0, learning_rate, steps, epsilon):
    theta = np.array(theta0, dtype=float)
    past = np.empty((steps, theta.size))
    for i in range(steps):
        past[i] = gradient(theta)
        lengths = np.linalg.norm(past[: i + 1], axis=0)
        rates = learning_rate / (lengths + epsilon)
        theta = theta - rates * past[i]
    return theta
