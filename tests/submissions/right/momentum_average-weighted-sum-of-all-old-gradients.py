# Keeps every gradient and weighs them with w (1-w)^age in each update.
import numpy as np


def momentum_average(gradient, theta0, learning_rate, steps, w):
    theta = theta0.astype(float)
    history = []
    for _ in range(steps):
        history.append(np.array(gradient(theta), dtype=float))
        n = len(history)
        ages = np.arange(n - 1, -1, -1)              # the newest has age 0
        weights = w * (1.0 - w) ** ages
        D = weights @ np.array(history)
        theta = theta - learning_rate * D
    return theta
