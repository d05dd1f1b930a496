# Calls the gradient of all examples in every round, so i does not matter.
import numpy as np


def stochastic_gradient_descent(X, y, theta0, learning_rate, order):
    theta = theta0.astype(float)
    for i in order:
        theta = theta - learning_rate * mean_squared_error_gradient(theta, X, y)
    return theta
