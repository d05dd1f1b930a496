# Takes the axes from the first row and first column and assumes meshgrid's default indexing.
import numpy as np


def negative_gradient_field(T1, T2, X, y):
    U, V = np.empty(T1.shape), np.empty(T1.shape)
    axis1, axis2 = T1[0], T2[:, 0]
    for i in range(T1.shape[0]):
        for j in range(T1.shape[1]):
            theta = np.array([axis1[j], axis2[i]])
            U[i, j], V[i, j] = -mean_squared_error_gradient(theta, X, y)
    return U, V
