# In the loop every rate is multiplied by exp(-rate k) with the growing k, so the exponents add up.
import numpy as np


def exponential_decay(eta0, t, rate):
    eta = eta0
    for k in range(1, t):
        eta = eta * np.exp(-rate * k)
    return eta
