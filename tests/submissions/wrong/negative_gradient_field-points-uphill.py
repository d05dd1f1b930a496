# Forgets the minus: the arrows are those of the gradient.
import numpy as np


def negative_gradient_field(T1, T2, X, y):
    U = np.zeros(T1.shape)
    V = np.zeros(T1.shape)
    for idx, t1 in np.ndenumerate(T1):
        g = mean_squared_error_gradient(np.array([t1, T2[idx]]), X, y)
        U[idx] = g[0]
        V[idx] = g[1]
    return U, V
