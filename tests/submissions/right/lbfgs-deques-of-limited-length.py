# Two deques that forget the oldest pair by themselves.
from collections import deque

import numpy as np


def lbfgs(objective, gradient, theta0, memory, tolerance, max_steps):
    theta = np.array(theta0, dtype=float)
    n = theta.size
    steps, changes = deque(maxlen=memory), deque(maxlen=memory)
    g = gradient(theta)
    for _ in range(max_steps):
        if np.linalg.norm(g) <= tolerance:
            break
        p = lbfgs_direction(g, np.array(list(steps)).reshape(-1, n), np.array(list(changes)).reshape(-1, n))
        value = objective(theta)
        rate = 1.0
        while objective(theta + rate * p) > value + 1e-4 * rate * np.vdot(g, p):
            rate = rate / 2
        s = rate * p
        theta = theta + s
        old, g = g, gradient(theta)
        y = g - old
        if np.vdot(s, y) > 1e-10 * np.linalg.norm(s) * np.linalg.norm(y):
            steps.append(s)
            changes.append(y)
    return theta
