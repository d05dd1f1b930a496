# -log(1 - p) - y log(p / (1 - p)): the same, sorted by y.
import numpy as np


def binary_cross_entropy(y_hat, y):
    log_odds = np.log(y_hat / (1 - y_hat))
    return -np.log(1 - y_hat) - y * log_odds
