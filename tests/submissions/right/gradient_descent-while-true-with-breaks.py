# An endless loop with two ways out.
import numpy as np


def gradient_descent(X, y, theta0, learning_rate, tolerance, max_steps):
    N = len(y)
    theta = theta0 * 1.0
    k = 0
    while True:
        if k >= max_steps:
            break
        grad = (2.0 / N) * X.T.dot(X.dot(theta) - y)
        if np.sqrt((grad**2).sum()) <= tolerance:
            break
        theta -= learning_rate * grad
        k += 1
    return theta, k
