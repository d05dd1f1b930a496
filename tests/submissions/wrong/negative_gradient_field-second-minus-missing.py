# The minus stands before the first component only.
import numpy as np


def negative_gradient_field(T1, T2, X, y):
    pairs = zip(T1.ravel(), T2.ravel())
    grads = [mean_squared_error_gradient(np.array(pair), X, y) for pair in pairs]
    U = -np.array([g[0] for g in grads]).reshape(T1.shape)
    V = np.array([g[1] for g in grads]).reshape(T1.shape)
    return U, V
