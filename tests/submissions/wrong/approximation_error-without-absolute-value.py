# The largest signed difference: places where the network lies above f do not count.
import numpy as np


def approximation_error(f, knots, steepness, x):
    approx = step_network(knots, f(knots), steepness, x)
    return max(f(x) - approx)
