# A generator yields eta_1, eta_2, ... and the t-th of them is taken.
import itertools

import numpy as np


def rates(eta0, rate):
    eta, q = eta0, np.exp(-rate)
    while True:
        yield eta
        eta *= q


def exponential_decay(eta0, t, rate):
    return next(itertools.islice(rates(eta0, rate), t - 1, None))
