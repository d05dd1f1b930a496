# After the first period the rate stays where it is.
import numpy as np


def step_decay(eta0, t, factor, period):
    if t <= period:
        return eta0
    else:
        return eta0 * factor
