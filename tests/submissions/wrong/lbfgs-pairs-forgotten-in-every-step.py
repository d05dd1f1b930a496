# S and Y are made anew at the top of the loop: steepest descent.
import numpy as np


def lbfgs(objective, gradient, theta0, memory, tolerance, max_steps):
    x = np.array(theta0, dtype=float)
    n = len(x)
    g = gradient(x)
    for _ in range(max_steps):
        S, Y = np.zeros((0, n)), np.zeros((0, n))
        if np.linalg.norm(g) <= tolerance:
            break
        p = lbfgs_direction(g, S, Y)
        a = 1.0
        while objective(x + a * p) > objective(x) + 1e-4 * a * (g @ p):
            a /= 2
        s = a * p
        x = x + s
        y = gradient(x) - g
        g = g + y
        if y @ s > 1e-10 * np.linalg.norm(s) * np.linalg.norm(y):
            S = np.vstack([S, s])[-memory:]
            Y = np.vstack([Y, y])[-memory:]
    return x
