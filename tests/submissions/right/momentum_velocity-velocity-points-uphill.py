# The velocity has the other sign and is subtracted, everything in place on own arrays.
import numpy as np


def momentum_velocity(gradient, theta0, learning_rate, steps, mu):
    theta = np.array(theta0, float)
    v = np.zeros(theta.shape)
    for _ in range(steps):
        v *= mu
        v += learning_rate * gradient(theta)
        theta -= v
    return theta
