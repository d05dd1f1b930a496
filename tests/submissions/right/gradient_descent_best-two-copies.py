# One buffer updated in place, the best so far copied out of it; the column answer is (M, 1).
import numpy as np


def gradient_descent_best(X, y, theta0, learning_rate, steps):
    theta = np.zeros(theta0.shape[0])
    theta += theta0
    best_J = mean_squared_error(theta, X, y)
    best = theta.copy()
    for step in range(steps):
        theta -= learning_rate * mean_squared_error_gradient(theta, X, y)
        J = mean_squared_error(theta, X, y)
        if best_J > J:
            best_J = J
            best[:] = theta
    return best.reshape(-1, 1)
