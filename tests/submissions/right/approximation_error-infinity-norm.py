# The maximum norm from np.linalg, rounded to float32 at the very end.
import numpy as np


def approximation_error(f, knots, steepness, x):
    network = step_network(knots, f(knots), steepness, x)
    return np.float32(np.linalg.norm(f(x) - network, ord=np.inf))
