# The sigmoid as (1 + tanh(a / 2)) / 2.
import numpy as np


def step_network(knots, values, steepness, x):
    centre = knots[:-1] + np.diff(knots) / 2
    jump = np.ediff1d(values)
    a = np.multiply.outer(np.ones(len(x)), -centre) + x.reshape(-1, 1)
    return values[0] + (jump * (1 + np.tanh(steepness * a / 2)) / 2).sum(axis=1)
