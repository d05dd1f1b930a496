# A true staircase: picks the value of the nearest knot and has no use for the steepness.
import numpy as np


def step_network(knots, values, steepness, x):
    mids = (knots[:-1] + knots[1:]) / 2
    index = np.searchsorted(mids, x)
    return values[index].astype(float)
