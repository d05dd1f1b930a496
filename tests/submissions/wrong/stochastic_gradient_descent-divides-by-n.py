# Keeps the 1/N of the batch gradient.
import numpy as np


def stochastic_gradient_descent(X, y, theta0, learning_rate, order):
    N = len(y)
    w = np.array(theta0, dtype=float)
    for i in order:
        error = y[i] - np.dot(w, X[i])
        w = w + learning_rate * (2 / N) * error * X[i]
    return w
