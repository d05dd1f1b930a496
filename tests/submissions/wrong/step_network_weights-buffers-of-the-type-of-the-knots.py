# The three buffers take the type of the knots: with integer knots the weights are cut to integers.
import numpy as np


def step_network_weights(knots, values, steepness):
    w = np.zeros_like(knots[1:])
    b = np.zeros_like(knots[1:])
    v = np.zeros_like(knots[1:])
    for j in range(len(knots) - 1):
        w[j] = steepness
        b[j] = -steepness * (knots[j] + knots[j + 1]) / 2
        v[j] = values[j + 1] - values[j]
    return w, b, v, float(values[0])
