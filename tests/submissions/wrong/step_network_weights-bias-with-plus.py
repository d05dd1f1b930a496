# The bias has lost its minus sign.
import numpy as np


def step_network_weights(knots, values, steepness):
    mid = (knots[1:] + knots[:-1]) / 2
    w = steepness * np.ones(len(mid))
    b = steepness * mid
    v = np.diff(values)
    return w, b, v, values[0]
