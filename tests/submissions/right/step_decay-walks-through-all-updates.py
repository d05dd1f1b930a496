# Counts the updates one by one and decays whenever a period is over.
import numpy as np


def step_decay(eta0, t, factor, period):
    eta = eta0
    used = 0              # how many updates had the present rate
    for update in range(1, t + 1):
        if used == period:
            eta = eta * factor
            used = 0
        used = used + 1
    return np.float64(eta)
