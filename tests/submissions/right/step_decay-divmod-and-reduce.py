# The product is a functools.reduce over as many factors as there are full periods.
import functools
import itertools
import operator

import numpy as np


def step_decay(eta0, t, factor, period):
    drops, _ = divmod(t - 1, period)
    return functools.reduce(operator.mul, itertools.repeat(factor, drops), np.float64(eta0))
