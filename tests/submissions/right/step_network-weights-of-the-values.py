# Summed by parts: every value is weighted with the difference of the sigmoids at its two ends.
import numpy as np


def step_network(knots, values, steepness, x):
    K, L = len(knots), len(x)
    s = np.zeros((K + 1, L))
    s[0] = 1.0
    for j in range(1, K):
        s[j] = sigmoid(steepness * (x - (knots[j - 1] + knots[j]) / 2))
    bumps = s[:-1] - s[1:]
    return np.matmul(values, bumps)[:, None]
