# A loop with the largest distance so far; f is asked with arrays only.
import numpy as np


def approximation_error(f, knots, steepness, x):
    values = f(knots)
    truth = f(x)
    largest = 0.0
    for l in range(len(x)):  # noqa: E741
        here = step_network(knots, values, steepness, x[l : l + 1])[0]
        distance = truth[l] - here
        if distance < 0:
            distance = -distance
        if distance > largest:
            largest = distance
    return largest
