# The identity is rescaled by y^T s / y^T y before the first update, as the book recommends.
import numpy as np


def bfgs(objective, gradient, theta0, tolerance, max_steps):
    theta = theta0.astype(float)
    n = len(theta)
    H = None
    for _ in range(max_steps):
        g = gradient(theta)
        if np.linalg.norm(g, 2) <= tolerance:
            break
        p = -g if H is None else -H.dot(g)
        step_size = 1.0
        while not objective(theta + step_size * p) <= objective(theta) + 1e-4 * step_size * g.dot(p):
            step_size /= 2
        new = theta + step_size * p
        s, y = new - theta, gradient(new) - g
        theta = new
        if y.dot(s) <= 1e-10 * np.sqrt(s.dot(s) * y.dot(y)):
            continue
        if H is None:
            H = y.dot(s) / y.dot(y) * np.eye(n)
        H = bfgs_update(H, s, y)
    return theta
