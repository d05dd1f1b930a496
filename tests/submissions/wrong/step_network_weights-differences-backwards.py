# Left value minus right value: every step goes the other way.
import numpy as np


def step_network_weights(knots, values, steepness):
    pairs = list(zip(range(len(knots) - 1), range(1, len(knots))))
    w = np.array([steepness for _ in pairs], dtype=float)
    b = np.array([-steepness * (knots[l] + knots[r]) / 2 for l, r in pairs])  # noqa: E741
    v = np.array([values[l] - values[r] for l, r in pairs])  # noqa: E741
    return w, b, v, values[0]
