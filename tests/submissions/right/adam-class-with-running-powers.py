# A class that multiplies the powers of the betas up instead of computing beta^t.
import numpy as np


class Adam:
    def __init__(self, M, alpha, beta1, beta2, eps):
        self.alpha, self.beta1, self.beta2, self.eps = alpha, beta1, beta2, eps
        self.m, self.v = np.zeros(M), np.zeros(M)
        self.p1 = self.p2 = 1.0

    def delta(self, g):
        self.p1 *= self.beta1
        self.p2 *= self.beta2
        self.m = self.beta1 * self.m + (1 - self.beta1) * g
        self.v = self.beta2 * self.v + (1 - self.beta2) * g * g
        return -self.alpha * (self.m / (1 - self.p1)) / ((self.v / (1 - self.p2)) ** 0.5 + self.eps)


def adam(gradient, theta0, learning_rate, steps, beta1, beta2, epsilon):
    optimizer = Adam(len(theta0), learning_rate, beta1, beta2, epsilon)
    theta = np.array([float(v) for v in theta0])
    for _ in range(steps):
        theta = theta + optimizer.delta(gradient(theta))
    return theta
