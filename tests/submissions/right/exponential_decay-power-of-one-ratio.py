# One ratio exp(-rate), raised to the number of finished updates.
import math

import numpy as np


def exponential_decay(eta0, t, rate):
    ratio = math.exp(-rate)
    finished = t - 1
    return np.array([eta0 * ratio**finished])
