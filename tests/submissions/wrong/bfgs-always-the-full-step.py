# No line search: theta moves by p, whether the objective falls or not.
import numpy as np


def bfgs(objective, gradient, theta0, tolerance, max_steps):
    theta = np.array(theta0, dtype=float)
    H = np.eye(len(theta))
    g = gradient(theta)
    for _ in range(max_steps):
        if np.linalg.norm(g) <= tolerance:
            break
        s = -H @ g
        theta = theta + s
        g_new = gradient(theta)
        y = g_new - g
        if y @ s > 1e-10 * np.linalg.norm(s) * np.linalg.norm(y):
            H = bfgs_update(H, s, y)
        g = g_new
    return theta
