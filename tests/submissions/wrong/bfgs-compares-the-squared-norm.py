# g @ g is compared with the tolerance, so it stops at a norm of the tolerance's root.
import numpy as np


def bfgs(objective, gradient, theta0, tolerance, max_steps):
    theta = np.array(theta0, dtype=float)
    H = np.eye(len(theta))
    g = gradient(theta)
    steps = 0
    while g @ g > tolerance and steps < max_steps:
        p = -H @ g
        t = 1.0
        while objective(theta + t * p) > objective(theta) + 1e-4 * t * (g @ p):
            t /= 2
        s = t * p
        theta = theta + s
        g_new = gradient(theta)
        y = g_new - g
        g = g_new
        if y @ s > 1e-10 * np.linalg.norm(s) * np.linalg.norm(y):
            H = bfgs_update(H, s, y)
        steps += 1
    return theta
