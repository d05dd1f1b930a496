# The velocity has the learning rate in it, and the step multiplies with it once more.
import numpy as np


def momentum_velocity(gradient, theta0, learning_rate, steps, mu):
    theta = np.array(theta0, dtype=float)
    vel = np.zeros(theta.size)
    k = 0
    while k < steps:
        vel = mu * vel - learning_rate * gradient(theta)
        theta = theta + learning_rate * vel
        k += 1
    return theta
