# The velocity climbs: plus in both lines.
import numpy as np


def momentum_velocity(gradient, theta0, learning_rate, steps, mu):
    theta = np.array(theta0, dtype=float)
    velocity = np.zeros_like(theta)
    for _ in range(steps):
        velocity = mu * velocity + learning_rate * gradient(theta)
        theta = theta + velocity
    return theta
