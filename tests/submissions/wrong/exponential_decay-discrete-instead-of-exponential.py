# (1 - rate)^(t-1), the compound form, is only close for small rates.
import numpy as np


def exponential_decay(eta0, t, rate):
    eta = eta0
    for _ in range(t - 1):
        eta = eta - rate * eta
    return eta
