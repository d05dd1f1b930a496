# The stable version with a slip: the negative branch has 1 - e^a below the line.
import numpy as np


def sigmoid(a):
    e = np.exp(-np.abs(a))
    positive = 1 / (1 + e)
    with np.errstate(all="ignore"):
        negative = e / (1 - e)
    return np.where(np.asarray(a) >= 0, positive, negative)
