# Normalises every arrow because the plot looks nicer.
import numpy as np


def negative_gradient_field(T1, T2, X, y):
    residual = y - T1[..., None] * X[:, 0] - T2[..., None] * X[:, 1]
    U = 2 * np.mean(residual * X[:, 0], axis=-1)
    V = 2 * np.mean(residual * X[:, 1], axis=-1)
    length = np.hypot(U, V) + 1e-12
    return U / length, V / length
