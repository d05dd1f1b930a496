# The abs is missing: a gradient with negative entries only counts as zero.
import numpy as np


def bfgs(objective, gradient, theta0, tolerance, max_steps):
    x = np.array(theta0, dtype=float)
    H = np.eye(x.size)
    g = gradient(x)
    for k in range(max_steps):
        if np.max(g) <= tolerance:
            break
        p = -H.dot(g)
        alpha = 1.0
        while objective(x + alpha * p) > objective(x) + 1e-4 * alpha * g.dot(p):
            alpha *= 0.5
        s = alpha * p
        x = x + s
        g_next = gradient(x)
        y = g_next - g
        g = g_next
        if y.dot(s) > 1e-10 * np.linalg.norm(s) * np.linalg.norm(y):
            H = bfgs_update(H, s, y)
    return x
