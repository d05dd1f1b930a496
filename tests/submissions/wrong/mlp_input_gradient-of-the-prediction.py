# The gradient of y_hat with respect to x; the loss is forgotten.
import numpy as np


def mlp_input_gradient(alpha, beta, x, y):
    a, z, b = mlp_activations(alpha, beta, x)
    g_b = sigmoid_derivative(b)
    g_a = g_b * beta[1:] * sigmoid_derivative(a)
    return g_a @ alpha[:, 1:]
