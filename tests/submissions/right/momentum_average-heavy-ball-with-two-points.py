# No D at all: the last displacement takes its place.
import numpy as np


def momentum_average(gradient, theta0, learning_rate, steps, w):
    """theta_{t+1} = theta_t - eta w g_t + (1-w) (theta_t - theta_{t-1})"""
    previous = np.array(theta0, dtype=float)
    current = previous.copy()
    for _ in range(steps):
        step = (1 - w) * (current - previous) - learning_rate * w * gradient(current)
        previous, current = current, current + step
    return current
