# Computed in double precision, handed back as np.float32.
import numpy as np


def mean_squared_error(theta, X, y):
    n_samples, n_features = X.shape
    acc = 0
    for i in range(n_samples):
        h = sum(theta[j] * X[i, j] for j in range(n_features))
        acc = acc + (h - y[i]) ** 2
    return np.float32(acc / n_samples)
