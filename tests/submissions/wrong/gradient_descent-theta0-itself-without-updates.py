# Without any update the caller gets theta0 itself, not a copy.
import numpy as np


def gradient_descent(X, y, theta0, learning_rate, tolerance, max_steps):
    theta = theta0
    for step in range(max_steps):
        gradient = mean_squared_error_gradient(theta, X, y)
        if np.linalg.norm(gradient) <= tolerance:
            return theta, step
        theta = theta - learning_rate * gradient
    return theta, max_steps
