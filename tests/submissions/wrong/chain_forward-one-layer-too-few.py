# The loop over the later weights stops before w3.
import numpy as np


def chain_forward(params, x):
    f = 1 / (1 + np.exp(-(params[0] * x + params[1])))
    for k in range(2, len(params) - 1):
        f = 1 / (1 + np.exp(-params[k] * f))
    return f
