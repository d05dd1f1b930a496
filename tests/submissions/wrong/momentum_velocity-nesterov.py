# Nesterov: the gradient is asked at the point ahead.
import numpy as np


def momentum_velocity(gradient, theta0, learning_rate, steps, mu):
    theta = np.array(theta0, dtype=float)
    vel = np.zeros_like(theta)
    for _ in range(steps):
        ahead = theta + mu * vel
        vel = mu * vel - learning_rate * gradient(ahead)
        theta = theta + vel
    return theta
