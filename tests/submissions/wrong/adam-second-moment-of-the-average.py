# v averages m^2 instead of g^2.
import numpy as np


def adam(gradient, theta0, learning_rate, steps, beta1, beta2, epsilon):
    theta = np.array(theta0, dtype=float)
    m = np.zeros_like(theta)
    v = np.zeros_like(theta)
    for t in range(1, steps + 1):
        m = beta1 * m + (1 - beta1) * gradient(theta)
        v = beta2 * v + (1 - beta2) * m**2
        m_hat = m / (1 - beta1**t)
        v_hat = v / (1 - beta2**t)
        theta = theta - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon)
    return theta
