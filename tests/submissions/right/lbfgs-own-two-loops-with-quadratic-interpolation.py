# The two loops written out inside, and a line search that interpolates instead of halving.
import numpy as np


def lbfgs(objective, gradient, theta0, memory, tolerance, max_steps):
    x, pairs = np.array(theta0, dtype=np.float64), []
    g = gradient(x)
    for _ in range(max_steps):
        if np.linalg.norm(g) <= tolerance:
            break
        p, alphas = -g, []
        for s, y in reversed(pairs):
            alphas.append((s @ p) / (s @ y))
            p = p - alphas[-1] * y
        if pairs:
            s, y = pairs[-1]
            p = p * (s @ y) / (y @ y)
        for (s, y), alpha in zip(pairs, reversed(alphas)):
            p = p + (alpha - (y @ p) / (s @ y)) * s
        f, slope, a = objective(x), g @ p, 1.0
        trial = objective(x + a * p)
        while trial > f + 1e-4 * a * slope:
            best = -slope * a**2 / (2 * (trial - f - slope * a))  # minimum of the parabola
            a = min(max(best, 0.1 * a), 0.5 * a)
            trial = objective(x + a * p)
        s = a * p
        x = x + s
        y = gradient(x) - g
        g = g + y
        if s @ y > 1e-10 * np.linalg.norm(s) * np.linalg.norm(y):
            pairs = (pairs + [(s, y)])[-memory:]
    return x
