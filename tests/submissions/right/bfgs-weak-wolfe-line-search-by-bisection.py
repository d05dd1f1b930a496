# Another line search: bisection for the weak Wolfe conditions, which see to y^T s > 0.
import numpy as np


def wolfe(objective, gradient, x, p, f, slope):
    low, high, a = 0.0, np.inf, 1.0
    for _ in range(60):
        if objective(x + a * p) > f + 1e-4 * a * slope:
            high = a
        elif gradient(x + a * p) @ p < 0.9 * slope:
            low = a
        else:
            break
        a = 2 * a if high == np.inf else (low + high) / 2
    return a


def bfgs(objective, gradient, theta0, tolerance, max_steps):
    x = np.array(theta0, dtype=np.float64)
    H = np.eye(len(x))
    g = gradient(x)
    steps = 0
    while np.linalg.norm(g) > tolerance and steps < max_steps:
        p = -(H @ g)
        s = wolfe(objective, gradient, x, p, objective(x), g @ p) * p
        g_old, x = g, x + s
        g = gradient(x)
        y = g - g_old
        if y @ s > 1e-10 * np.linalg.norm(s) * np.linalg.norm(y):
            H = bfgs_update(H, s, y)
        steps += 1
    return x
