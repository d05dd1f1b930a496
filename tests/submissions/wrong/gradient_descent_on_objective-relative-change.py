# Divides the change by the old J, as library code does: a relative tolerance.
import numpy as np


def gradient_descent_on_objective(X, y, theta0, learning_rate, tolerance, max_steps):
    theta = np.array(theta0, dtype=float)
    J = mean_squared_error(theta, X, y)
    for k in range(max_steps):
        theta = theta - learning_rate * mean_squared_error_gradient(theta, X, y)
        J_next = mean_squared_error(theta, X, y)
        if abs(J_next - J) <= tolerance * max(abs(J), 1e-12):
            return theta, k + 1
        J = J_next
    return theta, max_steps
