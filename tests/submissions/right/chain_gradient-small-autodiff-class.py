# Reverse mode with a little graph of nodes, in the manner of micrograd.
import math

import numpy as np


class Node:
    def __init__(self, value, parents=()):
        self.value, self.parents, self.grad = float(value), parents, 0.0

    def __mul__(self, other):
        return Node(self.value * other.value, ((self, other.value), (other, self.value)))

    def __add__(self, other):
        return Node(self.value + other.value, ((self, 1.0), (other, 1.0)))

    def squash(self):
        s = 1 / (1 + math.exp(-self.value))
        return Node(s, ((self, s * (1 - s)),))

    def backward(self, seed):
        self.grad += seed
        for parent, slope in self.parents:
            parent.backward(seed * slope)


def chain_gradient(params, x, y):
    leaves = [Node(p) for p in params]
    w1, b1, w2, w3 = leaves
    out = (w3 * (w2 * (w1 * Node(x) + b1).squash()).squash()).squash()
    out.backward(out.value - y)
    return np.array([[leaf.grad] for leaf in leaves])
