# Never renews the old J, so every J is compared with that of theta0.
import numpy as np


def gradient_descent_on_objective(X, y, theta0, learning_rate, tolerance, max_steps):
    theta = theta0.astype(float)
    J0 = mean_squared_error(theta, X, y)
    steps = 0
    while steps < max_steps:
        theta = theta - learning_rate * mean_squared_error_gradient(theta, X, y)
        steps += 1
        J1 = mean_squared_error(theta, X, y)
        if abs(J1 - J0) <= tolerance:
            break
    return theta, steps
