# The label picks the one logarithm that counts.
import math

import numpy as np


def mlp_loss(alpha, beta, x, y):
    p = float(mlp_forward(alpha, beta, x))
    if y == 1:
        return -math.log(p)
    else:
        return -math.log(1 - p)
