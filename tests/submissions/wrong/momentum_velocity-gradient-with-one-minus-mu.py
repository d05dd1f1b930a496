# The gradient is weighted with 1 - mu, which belongs to the averaging form.
import numpy as np


def momentum_velocity(gradient, theta0, learning_rate, steps, mu):
    theta = np.array(theta0, dtype=float)
    vel = 0 * theta
    for step in range(steps):
        vel = mu * vel - (1 - mu) * learning_rate * gradient(theta)
        theta = theta + vel
    return theta
