# The bias is minus the midpoint, without the steepness.
import numpy as np


def step_network_weights(knots, values, steepness):
    w, b, v = [], [], []
    for j in range(1, len(knots)):
        w.append(steepness)
        b.append(-(knots[j - 1] + knots[j]) / 2)
        v.append(values[j] - values[j - 1])
    return np.array(w), np.array(b), np.array(v), float(values[0])
