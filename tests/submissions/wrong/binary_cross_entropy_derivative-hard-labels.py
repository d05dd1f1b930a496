# Rounds the labels to 0 or 1 before it chooses the branch.
import numpy as np


def binary_cross_entropy_derivative(y_hat, y):
    positive = np.asarray(y) >= 0.5
    return np.where(positive, -1 / y_hat, 1 / (1 - y_hat))
