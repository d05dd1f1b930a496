# Updates the features one after the other, each with the already changed ones.
import numpy as np


def descent_path(X, y, theta0, learning_rate, steps):
    N = len(y)
    theta = [float(v) for v in theta0]
    path = [list(theta)]
    for _ in range(steps):
        for j in range(len(theta)):
            residual = y - X @ np.array(theta)
            theta[j] += learning_rate * 2 / N * float(X[:, j] @ residual)
        path.append(list(theta))
    return np.array(path)
