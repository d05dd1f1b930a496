# m = v = zeros makes one array of both, and the updates are in place.
import numpy as np


def adam(gradient, theta0, learning_rate, steps, beta1, beta2, epsilon):
    theta = np.array(theta0, dtype=float)
    m = v = np.zeros(theta.shape)
    for t in range(1, steps + 1):
        g = gradient(theta)
        m *= beta1
        m += (1 - beta1) * g
        v *= beta2
        v += (1 - beta2) * g**2
        m_hat = m / (1 - beta1**t)
        v_hat = v / (1 - beta2**t)
        theta -= learning_rate * m_hat / (np.sqrt(v_hat) + epsilon)
    return theta
