# A corrected moment is a weighted average of all gradients; np.average divides by the weights' sum.
import numpy as np


def adam(gradient, theta0, learning_rate, steps, beta1, beta2, epsilon):
    theta = theta0.astype(np.float64)
    grads = []
    for _ in range(steps):
        grads.append(np.array(gradient(theta)))
        G = np.vstack(grads)                              # (t, M), the oldest first
        ages = np.arange(len(grads))[::-1]
        m_hat = np.average(G, axis=0, weights=float(beta1) ** ages)
        v_hat = np.average(G**2, axis=0, weights=float(beta2) ** ages)
        theta = theta - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon)
    return theta
