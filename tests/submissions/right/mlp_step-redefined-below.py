# The first try (an in-place step) is redefined further down; the last definition counts.
import numpy as np


def mlp_step(alpha, beta, x, y, learning_rate):
    g_alpha, g_beta = mlp_gradient(alpha, beta, x, y)
    alpha -= learning_rate * g_alpha
    beta -= learning_rate * g_beta
    return alpha, beta


# second version: must not touch the arguments
def mlp_step(alpha, beta, x, y, learning_rate):  # noqa: F811
    g_alpha, g_beta = mlp_gradient(alpha, beta, x, y)
    new_alpha = alpha.astype(float)
    new_beta = beta.astype(float)
    new_alpha -= learning_rate * g_alpha
    new_beta -= learning_rate * g_beta
    return new_alpha, new_beta
