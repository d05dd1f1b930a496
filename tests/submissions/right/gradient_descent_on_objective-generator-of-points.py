# A generator walks downhill for ever, the function decides when to stop listening.
import itertools

import numpy as np


def downhill(X, y, theta, eta):
    while True:
        yield theta, np.mean((X @ theta - y) ** 2)
        theta = theta + eta * 2 / len(y) * X.T @ (y - X @ theta)


def gradient_descent_on_objective(X, y, theta0, learning_rate, tolerance, max_steps):
    walk = downhill(X, y, np.array(theta0, dtype=float), learning_rate)
    steps = 0
    theta, old = next(walk)
    for theta, new in itertools.islice(walk, max_steps):
        steps += 1
        if -tolerance <= new - old <= tolerance:
            break
        old = new
    return tuple(theta), steps
