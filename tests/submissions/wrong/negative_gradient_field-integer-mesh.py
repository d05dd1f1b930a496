# zeros_like of an integer mesh is an integer field: the components lose their decimals.
import numpy as np


def negative_gradient_field(T1, T2, X, y):
    U = np.zeros_like(T1)
    V = np.zeros_like(T2)
    for p in np.ndindex(*T1.shape):
        theta = np.array([T1[p], T2[p]])
        U[p], V[p] = -mean_squared_error_gradient(theta, X, y)
    return U, V
