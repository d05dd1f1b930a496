# Exact summation of a generator, no numpy in the arithmetic.
import math

import numpy as np


def mean_squared_error(theta, X, y):
    def residuals():
        for x_i, y_i in zip(X.tolist(), y.tolist()):
            yield y_i - math.fsum(t * x for t, x in zip(theta.tolist(), x_i))

    return math.fsum(r * r for r in residuals()) / len(y)
