# Prints the rate and returns None.
import numpy as np


def exponential_decay(eta0, t, rate):
    eta = eta0 * np.exp(-rate * (t - 1))
    print(f"learning rate of update {t}: {eta}")
