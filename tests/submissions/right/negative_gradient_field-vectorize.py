# np.vectorize hides the loop over the mesh.
import numpy as np


def negative_gradient_field(T1, T2, X, y):
    def arrow(t1, t2):
        g1, g2 = mean_squared_error_gradient(np.array([t1, t2]), X, y)
        return -g1, -g2

    return np.vectorize(arrow, otypes=[float, float])(T1, T2)
