# The mean of the distances instead of the largest one.
import numpy as np


def approximation_error(f, knots, steepness, x):
    net = step_network(knots, f(knots), steepness, x)
    return float(np.mean(np.abs(f(x) - net)))
