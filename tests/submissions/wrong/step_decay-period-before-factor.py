# The signature has period and factor in the other order; arguments come by position.
import numpy as np


def step_decay(eta0, t, period, factor):
    return float(eta0 * factor ** np.floor((t - 1) / period))
