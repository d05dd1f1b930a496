# set(order) drops the repeated indices.
import numpy as np


def stochastic_gradient_descent(X, y, theta0, learning_rate, order):
    theta = np.array(theta0, dtype=np.float64)
    for i in sorted(set(order.tolist()), key=order.tolist().index):
        r = y[i] - X[i] @ theta
        theta = theta - learning_rate * (-2 * r * X[i])
    return theta
