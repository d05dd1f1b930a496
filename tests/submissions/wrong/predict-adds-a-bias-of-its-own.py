# Takes theta[0] as a bias and ignores the first column of X.
import numpy as np


def predict(theta, X):
    bias = theta[0]
    weights = theta[1:]
    return bias + X[:, 1:] @ weights
