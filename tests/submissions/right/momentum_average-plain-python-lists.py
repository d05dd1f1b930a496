# Beginner's style: element by element over lists, and a list as the answer.
import numpy as np


def momentum_average(gradient, theta0, learning_rate, steps, w):
    theta = []
    D = []
    for value in theta0:
        theta.append(float(value))
        D.append(0.0)
    M = len(theta)

    step = 0
    while step < steps:
        g = gradient(np.array(theta))
        for j in range(M):
            D[j] = w * g[j] + (1 - w) * D[j]
        for j in range(M):
            theta[j] = theta[j] - learning_rate * D[j]
        step = step + 1

    return theta
