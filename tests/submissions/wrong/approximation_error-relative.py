# Divides by the largest value of f, which makes it a relative error.
import numpy as np


def approximation_error(f, knots, steepness, x):
    target = f(x)
    y_hat = step_network(knots, f(knots), steepness, x)
    return np.max(np.abs(target - y_hat)) / np.max(np.abs(target))
