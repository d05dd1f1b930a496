# Stacks the points as columns: (M, steps + 1).
import numpy as np


def descent_path(X, y, theta0, learning_rate, steps):
    points = [theta0.astype(float)]
    for t in range(steps):
        g = mean_squared_error_gradient(points[t], X, y)
        points.append(points[t] - learning_rate * g)
    return np.column_stack(points)
