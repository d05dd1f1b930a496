# Compares the label with the prediction rounded to 0 or 1.
import numpy as np


def chain_loss(params, x, y):
    label = 1 if chain_forward(params, x) >= 0.5 else 0
    return (y - label) ** 2 / 2
