# Adds the bias b1 in all three layers, though only the first one has it.
import numpy as np


def chain_forward(params, x):
    w1, b, w2, w3 = params
    f = x
    for w in (w1, w2, w3):
        f = sigmoid(w * f + b)
    return float(f)
