# A former Matlab user: everything is np.matrix, and so is the answer (N x 1).
import numpy as np


def predict(theta, X):
    A = np.asmatrix(X)
    t = np.asmatrix(theta).T
    h = A * t
    return h
