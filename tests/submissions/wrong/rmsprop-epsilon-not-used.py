# A constant 1e-8 in place of the argument epsilon.
import numpy as np


def rmsprop(gradient, theta0, learning_rate, steps, rho, epsilon):
    eps = 1e-8  # avoids division by zero
    theta = np.array(theta0, dtype=float)
    avg = np.zeros(theta.shape)
    for _ in range(steps):
        grad = gradient(theta)
        avg = rho * avg + (1.0 - rho) * grad * grad
        theta = theta - learning_rate * grad / (np.sqrt(avg) + eps)
    return theta
