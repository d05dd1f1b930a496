# An endless generator of points, of which the one after the last update is taken.
import itertools

import numpy as np


def points(gradient, theta, learning_rate, mu):
    vel = np.zeros(len(theta))
    while True:
        yield theta
        vel = mu * vel - learning_rate * gradient(theta)
        theta = theta + vel


def momentum_velocity(gradient, theta0, learning_rate, steps, mu):
    path = points(gradient, np.float64(theta0).copy(), learning_rate, mu)
    *_, last = itertools.islice(path, steps + 1)
    return last
