# log s(a) = -log(e^0 + e^-a), so s(a) is the exp of a negative logaddexp.
import numpy as np


def sigmoid(a):
    return np.exp(-np.logaddexp(0, np.negative(a)))
