# theta += s writes into the caller's theta0.
import numpy as np


def bfgs(objective, gradient, theta0, tolerance, max_steps):
    theta = np.asarray(theta0, dtype=float)
    H = np.eye(len(theta))
    g = gradient(theta)
    for _ in range(max_steps):
        if np.linalg.norm(g) <= tolerance:
            break
        p = -H @ g
        eta = 1.0
        while objective(theta + eta * p) > objective(theta) + 1e-4 * eta * (g @ p):
            eta *= 0.5
        s = eta * p
        theta += s
        g_old, g = g, gradient(theta)
        y = g - g_old
        if y @ s > 1e-10 * np.linalg.norm(s) * np.linalg.norm(y):
            H = bfgs_update(H, s, y)
    return theta.copy()
