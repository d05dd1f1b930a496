# The learning rate is kept out of the velocity and the answer is a column, shape (M, 1).
import numpy as np


class HeavyBall:
    def __init__(self, learning_rate, mu):
        self.learning_rate = learning_rate
        self.mu = mu
        self.sum = 0.0  # becomes an array with the first gradient

    def move(self, theta, g):
        self.sum = g + self.mu * self.sum
        return theta - self.learning_rate * self.sum


def momentum_velocity(gradient, theta0, learning_rate, steps, mu):
    ball = HeavyBall(learning_rate, mu)
    theta = np.array(theta0, dtype=np.float64)
    for _ in range(steps):
        theta = ball.move(theta, gradient(theta))
    return theta.reshape(-1, 1)
