# Multiplies the bias by w1 as well: w1 (x + b1).
import math

import numpy as np


def logistic(u):
    return 1 / (1 + math.exp(-u))


def chain_forward(params, x):
    out = logistic(params[0] * (x + params[1]))
    out = logistic(params[2] * out)
    out = logistic(params[3] * out)
    return out
