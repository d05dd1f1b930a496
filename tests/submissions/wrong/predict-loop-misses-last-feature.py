# The inner loop ends one feature early.
import numpy as np


def predict(theta, X):
    result = []
    for i in range(len(X)):
        h = 0.0
        for j in range(len(theta) - 1):
            h = h + theta[j] * X[i][j]
        result.append(h)
    return np.array(result)
