# Keeps the point with the smallest gradient norm, not with the smallest J.
import numpy as np


def gradient_descent_best(X, y, theta0, learning_rate, steps):
    path = [theta0.astype(float)]
    for _ in range(steps):
        path.append(path[-1] - learning_rate * mean_squared_error_gradient(path[-1], X, y))
    norms = [np.linalg.norm(mean_squared_error_gradient(p, X, y)) for p in path]
    return path[int(np.argmin(norms))]
