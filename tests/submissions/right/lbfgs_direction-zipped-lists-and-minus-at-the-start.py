# Starts from -g, so that nothing has to be negated at the end, and pops the alphas from a stack.
import numpy as np


def lbfgs_direction(g, S, Y):
    pairs = [(s.astype(float), y.astype(float)) for s, y in zip(S, Y)]
    d = -1.0 * g
    stack = []
    for s, y in pairs[::-1]:
        a = s.dot(d) / s.dot(y)
        stack.append(a)
        d = d - a * y
    if pairs:
        s, y = pairs[-1]
        d = d * s.dot(y) / y.dot(y)
    for s, y in pairs:
        b = y.dot(d) / s.dot(y)
        d = d + (stack.pop() - b) * s
    return d
