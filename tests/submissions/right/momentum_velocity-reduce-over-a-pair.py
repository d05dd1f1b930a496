# functools.reduce carries the pair (theta, vel) through the updates; a tuple of numbers comes out.
from functools import reduce

import numpy as np


def momentum_velocity(gradient, theta0, learning_rate, steps, mu):
    def update(state, _):
        theta, vel = state
        vel = np.subtract(mu * vel, learning_rate * gradient(theta))
        return theta + vel, vel

    start = np.array(theta0, dtype="d")
    theta, _ = reduce(update, range(steps), (start, np.zeros_like(start)))
    return tuple(theta.tolist())
