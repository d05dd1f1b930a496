# Returns b, the output before the sigmoid.
import numpy as np


def mlp_forward(alpha, beta, x):
    x = np.r_[1, x]
    z = sigmoid(alpha @ x)
    z = np.r_[1, z]
    return beta @ z
