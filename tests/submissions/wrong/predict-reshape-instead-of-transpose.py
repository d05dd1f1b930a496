# Wants the shapes to fit and reshapes X to (M, N) where a transpose was meant.
import numpy as np


def predict(theta, X):
    N, M = X.shape
    X_T = X.reshape(M, N)
    y_hat = theta @ X_T
    return y_hat
