# math.sqrt for each parameter, with epsilon inside the root, which the docstring accepts.
import math

import numpy as np


def adagrad(gradient, theta0, learning_rate, steps, epsilon):
    x = [float(v) for v in theta0]
    G = [0.0 for _ in x]
    for _ in range(steps):
        g = [float(v) for v in gradient(np.array(x))]
        G = [Gj + gj * gj for Gj, gj in zip(G, g)]
        x = [xj - learning_rate * gj / math.sqrt(Gj + epsilon) for xj, gj, Gj in zip(x, g, G)]
    return np.array(x)
