# The correction divides by 1 - beta without the power t.
import numpy as np


def adam(gradient, theta0, learning_rate, steps, beta1, beta2, epsilon):
    theta = np.array(theta0, dtype=float)
    m = np.zeros(theta.size)
    v = np.zeros(theta.size)
    for _ in range(steps):
        g = gradient(theta)
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * g * g
        m_hat = m / (1 - beta1)
        v_hat = v / (1 - beta2)
        theta = theta - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon)
    return theta
