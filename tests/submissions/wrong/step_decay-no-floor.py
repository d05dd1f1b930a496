# True division: the rate falls in every update.
import numpy as np


def step_decay(eta0, t, factor, period):
    exponent = (t - 1) / period
    eta = eta0 * np.power(factor, exponent)
    return eta
