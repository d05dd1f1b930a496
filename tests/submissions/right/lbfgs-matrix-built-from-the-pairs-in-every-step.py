# Slow but right: builds the matrix H of the kept pairs with bfgs_update and multiplies.
import numpy as np


def lbfgs(objective, gradient, theta0, memory, tolerance, max_steps):
    x = np.array(theta0, dtype=float)
    kept = []
    done = 0
    g = gradient(x)
    while done < max_steps and not np.linalg.norm(g) <= tolerance:
        H = np.eye(len(x))
        if kept:
            H *= kept[-1][0] @ kept[-1][1] / (kept[-1][1] @ kept[-1][1])
        for s, y in kept:
            H = bfgs_update(H, s, y)
        p = -H @ g
        exponent = 0
        while objective(x + p / 2**exponent) > objective(x) + 1e-4 * (g @ p) / 2**exponent:
            exponent += 1
        x_new = x + p / 2**exponent
        g_new = gradient(x_new)
        s, y = x_new - x, g_new - g
        if y @ s > 1e-10 * np.linalg.norm(s) * np.linalg.norm(y):
            kept.append((s, y))
            if len(kept) > memory:
                del kept[0]
        x, g = x_new, g_new
        done += 1
    return x
