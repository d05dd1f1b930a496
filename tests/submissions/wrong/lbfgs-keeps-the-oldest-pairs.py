# [:memory] keeps the first pairs for ever instead of the last ones.
import numpy as np


def lbfgs(objective, gradient, theta0, memory, tolerance, max_steps):
    x = np.array(theta0, dtype=float)
    S, Y = [], []
    g = gradient(x)
    for _ in range(max_steps):
        if np.linalg.norm(g) <= tolerance:
            break
        p = lbfgs_direction(g, np.array(S).reshape(-1, len(x)), np.array(Y).reshape(-1, len(x)))
        a = 1.0
        while objective(x + a * p) > objective(x) + 1e-4 * a * (g @ p):
            a /= 2
        s = a * p
        x = x + s
        g_new = gradient(x)
        y = g_new - g
        g = g_new
        if y @ s > 1e-10 * np.linalg.norm(s) * np.linalg.norm(y):
            S = (S + [s])[:memory]
            Y = (Y + [y])[:memory]
    return x
