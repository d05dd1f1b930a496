# exp(-rate t): the first update does not get eta0.
import math

import numpy as np


def exponential_decay(eta0: float, t: int, rate: float) -> float:
    return eta0 * math.exp(-rate * t)
