# Uses powers of two and a class with a __call__.
import numpy as np


class Decay:
    """eta0 * 2^(-(t-1)/half_life), where rate = ln 2 / half_life."""

    def __init__(self, eta0, rate):
        self.eta0 = eta0
        self.bits_per_update = rate / np.log(2)

    def __call__(self, t):
        return self.eta0 * np.exp2((1 - t) * self.bits_per_update)


def exponential_decay(eta0, t, rate):
    schedule = Decay(eta0, rate)
    return (schedule(t),)
