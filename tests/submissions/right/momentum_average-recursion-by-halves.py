# Recursive: n updates are the first half and then the rest, so that the depth stays small.
import numpy as np


def momentum_average(gradient, theta0, learning_rate, steps, w):
    def run(theta, D, n):
        if n == 0:
            return theta, D
        if n == 1:
            D = D + w * (gradient(theta) - D)
            return theta - learning_rate * D, D
        theta, D = run(theta, D, n // 2)
        return run(theta, D, n - n // 2)

    start = np.asarray(theta0) * 1.0
    end, _ = run(start, 0 * start, steps)
    return end
