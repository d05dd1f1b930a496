# The direction is always made of the gradient at the start.
import numpy as np


def lbfgs(objective, gradient, theta0, memory, tolerance, max_steps):
    theta = np.array(theta0, dtype=float)
    S = np.empty((0, len(theta)))
    Y = np.empty((0, len(theta)))
    g = gradient(theta)
    for _ in range(max_steps):
        if np.linalg.norm(gradient(theta)) <= tolerance:
            break
        p = lbfgs_direction(g, S, Y)
        rate = 1.0
        while objective(theta + rate * p) > objective(theta) + 1e-4 * rate * (g @ p):
            rate *= 0.5
        s = rate * p
        y = gradient(theta + s) - gradient(theta)
        theta = theta + s
        if y @ s > 1e-10 * np.linalg.norm(s) * np.linalg.norm(y):
            S = np.vstack([S, s])[-memory:]
            Y = np.vstack([Y, y])[-memory:]
    return theta
