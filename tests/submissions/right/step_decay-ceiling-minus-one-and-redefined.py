# A first attempt is replaced by a later definition, which uses ceil(t / period) - 1.
import numpy as np


def step_decay(eta0, t, factor, period):
    # first try: smooth, but it should be stairs
    return eta0 * factor ** ((t - 1) / period)


def step_decay(eta0, t, factor, period):  # noqa: F811
    # -(-a // b) is the ceiling; integers only, so no rounding trouble
    number_of_the_stair = -(-t // period)
    return eta0 * np.power(float(factor), number_of_the_stair - 1)
