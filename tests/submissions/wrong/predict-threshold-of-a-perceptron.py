# Thinks of the classic perceptron and answers with 0 or 1 instead of the linear value.
import numpy as np


def predict(theta, X):
    activation = X @ theta
    return np.where(activation >= 0, 1.0, 0.0)
