# In every step beta's gradient is taken with the alpha that was just updated: not simultaneous.
import numpy as np


def mlp_train(alpha, beta, X, y, learning_rate, order):
    A = np.array(alpha, dtype=float)
    B = np.array(beta, dtype=float)
    for i in order:
        A = A - learning_rate * mlp_gradient(A, B, X[i], y[i])[0]
        B = B - learning_rate * mlp_gradient(A, B, X[i], y[i])[1]
    return A, B
