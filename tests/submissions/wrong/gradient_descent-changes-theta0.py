# Works on theta0 itself: the caller's starting point has moved afterwards.
import numpy as np


def gradient_descent(X, y, theta0, learning_rate, tolerance, max_steps):
    theta = np.asarray(theta0, dtype=float)
    steps = 0
    grad = mean_squared_error_gradient(theta, X, y)
    while np.linalg.norm(grad) > tolerance and steps < max_steps:
        theta -= learning_rate * grad
        grad = mean_squared_error_gradient(theta, X, y)
        steps += 1
    return theta, steps
