# The brackets are missing: steepness x - midpoint.
import numpy as np


def step_network(knots, values, steepness, x):
    result = values[0] + 0.0 * x
    for j in range(1, len(knots)):
        mid = (knots[j - 1] + knots[j]) / 2
        result = result + (values[j] - values[j - 1]) * sigmoid(steepness * x - mid)
    return result
