# All weights in one long vector, each derivative by a complex step.
import numpy as np


def mlp_gradient(alpha, beta, x, y):
    D = len(alpha)
    packed = np.concatenate([alpha.ravel(), beta]).astype(np.complex128)

    def loss(weights):
        A, v = weights[: alpha.size].reshape(D, -1), weights[alpha.size :]
        z = 1 / (1 + np.exp(-(A[:, 0] + A[:, 1:] @ x)))
        b = v[0] + v[1:] @ z
        return np.log(1 + np.exp(b)) - y * b

    gradient = np.empty(packed.size)
    for k in range(packed.size):
        moved = packed.copy()
        moved[k] += 1e-30j
        gradient[k] = loss(moved).imag / 1e-30
    return gradient[: alpha.size].reshape(alpha.shape), gradient[alpha.size :].reshape(-1, 1)
