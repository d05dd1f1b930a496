# The moments are the two rows of one (2, M) array, and epsilon stands inside the root.
import numpy as np


def adam(gradient, theta0, learning_rate, steps, beta1, beta2, epsilon):
    beta = np.array([[beta1], [beta2]])          # (2, 1)
    theta = np.array(theta0, dtype=np.float64)
    moments = np.zeros((2, theta.size))
    for t in range(1, steps + 1):
        g = gradient(theta)
        moments = beta * moments + (1 - beta) * np.stack([g, g**2])
        m_hat, v_hat = moments / (1 - beta**t)
        theta = theta - learning_rate * m_hat / np.sqrt(v_hat + epsilon)
    return theta
