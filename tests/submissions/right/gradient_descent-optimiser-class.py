# Object-oriented: the state lives in a class, the function only drives it.
import math

import numpy as np


class Descent:
    def __init__(self, X, y, start):
        self.X, self.y = X, y
        self.position = [float(v) for v in start]
        self.updates = 0

    @property
    def slope(self):
        return mean_squared_error_gradient(np.array(self.position), self.X, self.y)

    def move(self, rate):
        self.position = [p - rate * float(s) for p, s in zip(self.position, self.slope)]
        self.updates += 1


def gradient_descent(X, y, theta0, learning_rate, tolerance, max_steps):
    walker = Descent(X, y, theta0)
    while walker.updates < max_steps and math.hypot(*walker.slope) > tolerance:
        walker.move(learning_rate)
    return walker.position, walker.updates
