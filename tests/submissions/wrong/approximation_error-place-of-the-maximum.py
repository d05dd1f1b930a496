# Returns the place x where the distance is largest instead of the distance.
import numpy as np


def approximation_error(f, knots, steepness, x):
    y_hat = step_network(knots, f(knots), steepness, x)
    worst = np.argmax(np.abs(f(x) - y_hat))
    return float(x[worst])
