# With no steps at all the caller gets its own theta0 back, not a copy.
import numpy as np


def momentum_velocity(gradient, theta0, learning_rate, steps, mu):
    theta = np.asarray(theta0, dtype=np.float64)
    vel = np.zeros_like(theta)
    for _ in range(steps):
        vel = mu * vel - learning_rate * gradient(theta)
        theta = theta + vel
    return theta
