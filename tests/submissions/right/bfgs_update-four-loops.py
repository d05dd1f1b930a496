# Beginner's loops over lists: no matrix operation of NumPy at all.
import numpy as np


def matmul(A, B):
    n = len(A)
    return [[sum(A[i][k] * B[k][j] for k in range(n)) for j in range(n)] for i in range(n)]


def bfgs_update(H, s, y):
    n = len(s)
    H = [[float(H[i, j]) for j in range(n)] for i in range(n)]
    ys = 0.0
    for i in range(n):
        ys += float(y[i]) * float(s[i])
    left = [[(1.0 if i == j else 0.0) - s[i] * y[j] / ys for j in range(n)] for i in range(n)]
    right = [[left[j][i] for j in range(n)] for i in range(n)]
    result = matmul(matmul(left, H), right)
    for i in range(n):
        for j in range(n):
            result[i][j] += float(s[i]) * float(s[j]) / ys
    return np.array(result)
