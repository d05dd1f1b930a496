# Averages the gradient over the hidden units before the step.
import numpy as np


def mlp_step(alpha, beta, x, y, learning_rate):
    g_alpha, g_beta = mlp_gradient(alpha, beta, x, y)
    n = len(alpha)
    return alpha - learning_rate / n * g_alpha, beta - learning_rate / n * g_beta
