# Recursive: the product with H_k is one formula in terms of the product with H_{k-1}.
import numpy as np


def lbfgs_direction(g, S, Y):
    k = S.shape[0]
    gamma = 1.0 if k == 0 else np.dot(S[-1], Y[-1]) / np.dot(Y[-1], Y[-1])

    def multiply(i, q):
        """H_i q, H_i made of H_0 and the first i pairs."""
        if i == 0:
            return gamma * q
        s, y = S[i - 1], Y[i - 1]
        ys = np.dot(y, s)
        alpha = np.dot(s, q) / ys
        r = multiply(i - 1, q - alpha * y)
        return r + s * (alpha - np.dot(y, r) / ys)

    return multiply(k, -g.astype(float))
