# A beginner's loop that appends to three lists.
import numpy as np


def step_network_weights(knots, values, steepness):
    w, b, v = [], [], []
    for j in range(1, len(knots)):
        w.append(float(steepness))
        b.append(-steepness * (knots[j] + knots[j - 1]) / 2)
        v.append(float(values[j]) - float(values[j - 1]))
    c = values[0]
    return w, b, v, c
