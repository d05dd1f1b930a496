# Returns the predicted class, 0.0 or 1.0, instead of the probability.
import numpy as np


def mlp_forward(alpha, beta, x):
    _, _, b = mlp_activations(alpha, beta, x)
    prob = sigmoid(b)
    return float(prob > 0.5)
