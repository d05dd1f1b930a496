# Updates beta first and takes the gradient of alpha with the new beta.
import numpy as np


def mlp_step(alpha, beta, x, y, learning_rate):
    _, g_beta = mlp_gradient(alpha, beta, x, y)
    beta = beta - learning_rate * g_beta
    g_alpha, _ = mlp_gradient(alpha, beta, x, y)
    alpha = alpha - learning_rate * g_alpha
    return alpha, beta
