# Divides by 1 - (1-w)^t, as Adam would do.
import numpy as np


def momentum_average(gradient, theta0, learning_rate, steps, w):
    theta = np.asarray(theta0, dtype=np.float64).copy()
    D = np.zeros_like(theta)
    for t in range(1, steps + 1):
        D = w * gradient(theta) + (1 - w) * D
        D_hat = D / (1 - (1 - w) ** t)   # D starts at zero, so it is too small
        theta = theta - learning_rate * D_hat
    return theta
