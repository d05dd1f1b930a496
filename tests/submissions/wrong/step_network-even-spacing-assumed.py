# Takes half of the first interval as the distance of every step from its knot.
import numpy as np


def step_network(knots, values, steepness, x):
    if len(knots) == 1:
        return np.full(len(x), float(values[0]))
    half = (knots[1] - knots[0]) / 2
    y = np.full(len(x), float(values[0]))
    for knot, jump in zip(knots[:-1], np.diff(values)):
        y += jump * sigmoid(steepness * (x - (knot + half)))
    return y
