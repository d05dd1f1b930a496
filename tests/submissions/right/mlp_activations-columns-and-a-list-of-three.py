# Everything is a column vector, and the three answers stand in a list.
import numpy as np


def mlp_activations(alpha, beta, x):
    column = np.vstack([[[1.0]], np.reshape(x, (-1, 1))])
    a = alpha @ column
    z = sigmoid(a)
    b = beta.reshape(1, -1) @ np.vstack([np.ones((1, 1)), z])
    return [a, z, b]
