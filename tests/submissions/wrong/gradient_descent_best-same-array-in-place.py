# best and theta are one array that is updated in place: the last point comes back.
import numpy as np


def gradient_descent_best(X, y, theta0, learning_rate, steps):
    theta = theta0.astype(float)
    best = theta
    best_J = mean_squared_error(theta, X, y)
    for _ in range(steps):
        theta -= learning_rate * mean_squared_error_gradient(theta, X, y)
        J = mean_squared_error(theta, X, y)
        if J < best_J:
            best_J = J
            best = theta
    return best
