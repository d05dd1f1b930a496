# Reads the mesh at [i, j] and writes the arrow to [j, i] of a transposed field.
import numpy as np


def negative_gradient_field(T1, T2, X, y):
    rows, cols = T1.shape
    U = np.zeros((cols, rows))
    V = np.zeros((cols, rows))
    for i in range(rows):
        for j in range(cols):
            g = mean_squared_error_gradient(np.array([T1[i, j], T2[i, j]]), X, y)
            U[j, i] = -g[0]
            V[j, i] = -g[1]
    return U, V
