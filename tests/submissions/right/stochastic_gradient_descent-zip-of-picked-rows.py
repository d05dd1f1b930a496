# Fancy indexing picks rows and labels once, the loop needs no index.
import numpy as np


def stochastic_gradient_descent(X, y, theta0, learning_rate, order):
    theta = np.array(theta0, float)
    for x_i, y_i in zip(X[order], y[order]):
        error = np.dot(x_i, theta) - y_i
        theta -= 2 * learning_rate * error * x_i
    return theta
