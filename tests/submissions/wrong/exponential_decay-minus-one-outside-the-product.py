# Parentheses lost: exp(-rate * t - 1).
import numpy as np


def exponential_decay(eta0, t, rate):
    return eta0 * np.exp(-rate * t - 1)
