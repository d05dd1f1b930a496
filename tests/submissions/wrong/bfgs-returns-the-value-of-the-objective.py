# Returns the minimum's value and not its place.
import numpy as np


def bfgs(objective, gradient, theta0, tolerance, max_steps):
    theta = np.array(theta0, dtype=float)
    H = np.eye(len(theta))
    g = gradient(theta)
    for _ in range(max_steps):
        if np.linalg.norm(g) <= tolerance:
            break
        p = -H @ g
        step_size = 1.0
        while objective(theta + step_size * p) > objective(theta) + 1e-4 * step_size * (g @ p):
            step_size = step_size / 2
        s, g_old = step_size * p, g
        theta = theta + s
        g = gradient(theta)
        if (g - g_old) @ s > 1e-10 * np.linalg.norm(s) * np.linalg.norm(g - g_old):
            H = bfgs_update(H, s, g - g_old)
    return objective(theta)
