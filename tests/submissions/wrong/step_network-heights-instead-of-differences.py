# Every unit climbs by the whole value instead of the difference to the one before.
import numpy as np


def step_network(knots, values, steepness, x):
    middle = (knots[:-1] + knots[1:]) / 2
    units = sigmoid(steepness * np.subtract.outer(x, middle))
    return values[0] + units @ values[1:]
