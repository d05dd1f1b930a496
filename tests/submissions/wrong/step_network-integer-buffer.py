# The output buffer has the type of x: integer places cut the outputs to integers.
import numpy as np


def step_network(knots, values, steepness, x):
    y = np.empty_like(x)
    centres = (knots[1:] + knots[:-1]) / 2
    for l in range(len(x)):  # noqa: E741
        y[l] = values[0] + np.sum(np.diff(values) * sigmoid(steepness * (x[l] - centres)))
    return y
