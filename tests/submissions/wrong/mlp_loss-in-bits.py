# Takes the logarithm to base 2.
import math

import numpy as np


def mlp_loss(alpha, beta, x, y):
    p = mlp_forward(alpha, beta, x)
    return -(y * math.log2(p) + (1 - y) * math.log2(1 - p))
