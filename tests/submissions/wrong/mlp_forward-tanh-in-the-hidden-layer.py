# The hidden units use tanh, as in another course.
import numpy as np


def mlp_forward(alpha, beta, x):
    hidden = np.tanh(alpha[:, 0] + alpha[:, 1:] @ x)
    return 1 / (1 + np.exp(-(beta[0] + beta[1:] @ hidden)))
