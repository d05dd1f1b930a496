# theta is theta0 itself and moves in place.
import numpy as np


def momentum_velocity(gradient, theta0, learning_rate, steps, mu):
    theta = theta0
    if not np.issubdtype(theta.dtype, np.floating):
        theta = theta.astype(float)  # integers cannot take the steps
    vel = np.zeros_like(theta)
    for _ in range(steps):
        vel = mu * vel - learning_rate * gradient(theta)
        theta += vel
    return theta
