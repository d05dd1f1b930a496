# Forward-mode differentiation: a small class of dual numbers is pushed through the upper part of the chain.
import math

import numpy as np


class Dual:
    def __init__(self, value, slope=0.0):
        self.value, self.slope = float(value), float(slope)

    def times(self, c):
        return Dual(self.value * c, self.slope * c)

    def squashed(self):
        s = 1 / (1 + math.exp(-self.value))
        return Dual(s, s * (1 - s) * self.slope)


def chain_deltas(params, x, y):
    w1, b1, w2, w3 = [float(p) for p in params]
    a1 = w1 * x + b1
    a2 = Dual(a1).squashed().times(w2).value
    a3 = Dual(a2).squashed().times(w3).value

    def loss_slope(out):
        return (out.value - y) * out.slope

    d3 = loss_slope(Dual(a3, 1).squashed())
    d2 = loss_slope(Dual(a2, 1).squashed().times(w3).squashed())
    d1 = loss_slope(Dual(a1, 1).squashed().times(w2).squashed().times(w3).squashed())
    return [d1, d2, d3]
