# Alpha and beta live in one vector, and views of it are updated in place (the arguments are not).
import numpy as np


def mlp_train(alpha, beta, X, y, learning_rate, order):
    theta = np.hstack([alpha.reshape(-1), beta]).astype(float)
    A = theta[: alpha.size].reshape(alpha.shape)
    v = theta[alpha.size :]
    for k in order:
        g_A, g_v = mlp_gradient(A, v, X[k], y[k])
        theta -= learning_rate * np.hstack([g_A.ravel(), g_v])
    return A, v
