# The else of a for loop belongs to the case that nothing stopped it.
import numpy as np


def gradient_descent(X, y, theta0, learning_rate, tolerance, max_steps):
    w = np.asarray(theta0, float).copy()
    count = 0
    for count in range(max_steps):
        g = mean_squared_error_gradient(w, X, y)
        if g @ g <= tolerance * tolerance:
            break
        w = w - learning_rate * g
    else:
        count = max_steps
    return [w, count]
