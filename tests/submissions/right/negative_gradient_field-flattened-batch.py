# Flattens the mesh into one batch of points and restores the shape at the end.
import numpy as np


def negative_gradient_field(T1, T2, X, y):
    points = np.stack([T1.ravel(), T2.ravel()])  # (2, P)
    residuals = y[:, np.newaxis] - X @ points  # (N, P)
    arrows = 2 * X.T @ residuals / X.shape[0]  # (2, P)
    U, V = arrows.reshape((2,) + T1.shape)
    return U, V
