# The velocity is set to zero at the top of every update, so nothing is remembered.
import numpy as np


def momentum_velocity(gradient, theta0, learning_rate, steps, mu):
    theta = np.array(theta0, dtype=float)
    for _ in range(steps):
        vel = np.zeros_like(theta)
        grad = gradient(theta)
        vel = mu * vel - learning_rate * grad
        theta += vel
    return theta
