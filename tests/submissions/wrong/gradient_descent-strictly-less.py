# Stops at < tolerance only: with tolerance 0 it never stops, not even at the minimum.
import numpy as np


def gradient_descent(X, y, theta0, learning_rate, tolerance, max_steps):
    theta = theta0.astype(float)
    updates = 0
    for _ in range(max_steps):
        grad = mean_squared_error_gradient(theta, X, y)
        if np.linalg.norm(grad) < tolerance:
            break
        theta -= learning_rate * grad
        updates += 1
    return theta, updates
