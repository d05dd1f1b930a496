# Updates theta[j] in place and computes the residual anew for the next j.
import numpy as np


def stochastic_gradient_descent(X, y, theta0, learning_rate, order):
    theta = theta0.astype(float)
    for i in order:
        for j in range(len(theta)):
            gradient_j = -2 * (y[i] - theta @ X[i]) * X[i, j]
            theta[j] -= learning_rate * gradient_j
    return theta
