# Prints J and returns nothing.
import numpy as np


def mean_squared_error(theta, X, y):
    residual = y - X.dot(theta)
    J = (residual**2).mean()
    print("J =", J)
