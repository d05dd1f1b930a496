# The gradient by complex-step differentiation: exact to rounding, no backpropagation at all.
import numpy as np


def _loss(p, x, y):
    s = lambda a: 1 / (1 + np.exp(-a))  # noqa: E731
    y_hat = s(p[3] * s(p[2] * s(p[0] * x + p[1])))
    return (y - y_hat) ** 2 / 2


def chain_gradient(params, x, y):
    h = 1e-40
    gradient = []
    for k in range(4):
        p = np.asarray(params).astype(complex)
        p[k] += 1j * h
        gradient.append(_loss(p, x, y).imag / h)
    return np.array(gradient)
