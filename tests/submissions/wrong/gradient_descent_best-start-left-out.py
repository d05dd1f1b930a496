# Begins with infinity after the first update, so theta0 is never a candidate.
import numpy as np


def gradient_descent_best(X, y, theta0, learning_rate, steps):
    theta = np.array(theta0, dtype=float)
    best, best_J = theta.copy(), np.inf
    for t in range(steps):
        theta = theta - learning_rate * mean_squared_error_gradient(theta, X, y)
        J = mean_squared_error(theta, X, y)
        if J < best_J:
            best, best_J = theta.copy(), J
    return best
