# J along the path is convex in the step number, so after the first increase nothing smaller can come.
import numpy as np


def gradient_descent_best(X, y, theta0, learning_rate, steps):
    theta = np.array(theta0, dtype=float)
    J = mean_squared_error(theta, X, y)
    best = theta
    while steps > 0:
        steps -= 1
        theta = theta - learning_rate * mean_squared_error_gradient(theta, X, y)
        J_new = mean_squared_error(theta, X, y)
        if J_new > J:
            return best
        if J_new < J:
            best, J = theta, J_new
    return best
