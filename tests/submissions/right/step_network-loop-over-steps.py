# Starts at the first value and adds one step after the other, place by place, with math.exp.
import math

import numpy as np


def step_network(knots, values, steepness, x):
    out = []
    for place in x:
        total = float(values[0])
        for j in range(1, len(knots)):
            middle = 0.5 * (knots[j - 1] + knots[j])
            total += (values[j] - values[j - 1]) / (1 + math.exp(-steepness * (place - middle)))
        out.append(total)
    return out
