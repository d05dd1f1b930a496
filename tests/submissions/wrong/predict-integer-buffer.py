# The buffer takes the dtype of X, so integer examples cut off the decimals of theta^T x.
import numpy as np


def predict(theta, X):
    y_hat = np.zeros(X.shape[0], dtype=X.dtype)
    for i, x in enumerate(X):
        y_hat[i] = np.dot(theta, x)
    return y_hat
