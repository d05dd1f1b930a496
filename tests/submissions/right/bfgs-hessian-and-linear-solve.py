# Keeps the Hessian B instead of its inverse and solves a linear system in every step.
import numpy as np


def bfgs(objective, gradient, theta0, tolerance, max_steps):
    x = np.array(theta0, dtype=np.float64)
    B = np.eye(x.size)
    g = gradient(x)
    for _ in range(max_steps):
        if np.sqrt(np.sum(g**2)) <= tolerance:
            return x
        p = np.linalg.solve(B, -g)
        f, slope, a = objective(x), np.dot(g, p), 1.0
        while objective(x + a * p) > f + 1e-4 * a * slope:
            a *= 0.5
        s = a * p
        x = x + s
        new = gradient(x)
        y = new - g
        g = new
        if np.dot(y, s) > 1e-10 * np.linalg.norm(s) * np.linalg.norm(y):
            Bs = B @ s
            B = B + np.outer(y, y) / np.dot(y, s) - np.outer(Bs, Bs) / np.dot(s, Bs)
    return x
