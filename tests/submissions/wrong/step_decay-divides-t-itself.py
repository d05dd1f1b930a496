# Uses t // period, so that the drop comes one update early.
import numpy as np


def step_decay(eta0, t, factor, period):
    number_of_drops = np.floor(t / period)
    return eta0 * factor ** number_of_drops
