# Stops when the objective falls by less than the tolerance, instead of looking at the gradient.
import numpy as np


def lbfgs(objective, gradient, theta0, memory, tolerance, max_steps):
    x = np.array(theta0, dtype=float)
    S, Y = np.empty((0, x.size)), np.empty((0, x.size))
    g, f = gradient(x), objective(x)
    for _ in range(max_steps):
        p, a = lbfgs_direction(g, S, Y), 1.0
        while objective(x + a * p) > f + 1e-4 * a * (g @ p):
            a /= 2
        s = a * p
        x = x + s
        y = gradient(x) - g
        g = g + y
        if y @ s > 1e-10 * np.linalg.norm(s) * np.linalg.norm(y):
            S, Y = np.vstack([S, s])[-memory:], np.vstack([Y, y])[-memory:]
        f_old, f = f, objective(x)
        if abs(f_old - f) <= tolerance:
            break
    return x
