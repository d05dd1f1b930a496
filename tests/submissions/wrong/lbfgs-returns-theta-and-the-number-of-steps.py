# Returns a pair, as gradient_descent of the first sheet does.
import numpy as np


def lbfgs(objective, gradient, theta0, memory, tolerance, max_steps):
    theta = np.array(theta0, dtype=float)
    S, Y = [], []
    g = gradient(theta)
    steps = 0
    while steps < max_steps and np.linalg.norm(g) > tolerance:
        p = lbfgs_direction(g, np.reshape(S, (-1, theta.size)), np.reshape(Y, (-1, theta.size)))
        a = 1.0
        while objective(theta + a * p) > objective(theta) + 1e-4 * a * (g @ p):
            a = a / 2
        s = a * p
        theta = theta + s
        y = gradient(theta) - g
        g = g + y
        if y @ s > 1e-10 * np.linalg.norm(s) * np.linalg.norm(y):
            S, Y = (S + [s])[-memory:], (Y + [y])[-memory:]
        steps += 1
    return theta, steps
