# A loop carries the signal through the layers; the bias exists in the first one only.
import numpy as np


def chain_forward(params, x):
    signal = x
    weights = [params[0], params[2], params[3]]
    biases = [params[1], 0.0, 0.0]
    for weight, bias in zip(weights, biases):
        a = weight * signal + bias
        signal = 1.0 / (1.0 + np.exp(-a))
    return signal
