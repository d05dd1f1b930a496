# The Jacobians of all layers are multiplied from the left end of the network, not from the loss.
import numpy as np


def mlp_input_gradient(alpha, beta, x, y):
    a, z, b = mlp_activations(alpha, beta, x)
    da_dx = alpha[:, 1:]
    dz_da = np.diag(sigmoid_derivative(np.ravel(a)))
    db_dz = beta[1:].reshape(1, -1)
    dJ_db = np.array([[sigmoid(b) - y]])
    return dJ_db @ (db_dz @ (dz_da @ da_dx))
