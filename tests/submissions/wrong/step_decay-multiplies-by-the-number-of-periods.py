# The factor is multiplied by the number of periods instead of raised to it.
import numpy as np


def step_decay(eta0, t, factor, period):
    periods_done = (t - 1) // period
    if periods_done == 0:
        return float(eta0)
    return float(eta0 * factor * periods_done)
