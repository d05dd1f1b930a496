# Unpacks the parameters as the slides list the derivatives: w3, w2, w1, b.
import numpy as np


def chain_forward(params, x):
    w3, w2, w1, b = params
    return sigmoid(w3 * sigmoid(w2 * sigmoid(w1 * x + b)))
