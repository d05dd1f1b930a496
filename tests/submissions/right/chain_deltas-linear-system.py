# The three deltas as the solution of a bidiagonal linear system, returned as a column.
import numpy as np


def chain_deltas(params, x, y):
    w1, b1, w2, w3 = np.array(params, dtype=np.float64)
    a = np.empty(3)
    a[0] = w1 * x + b1
    a[1] = w2 * sigmoid(a[0])
    a[2] = w3 * sigmoid(a[1])
    slope = sigmoid_derivative(a)
    # delta_k - slope_k w_{k+1} delta_{k+1} = 0 below the output
    system = np.eye(3) - np.diag(slope[:2] * [w2, w3], k=1)
    rhs = np.zeros((3, 1))
    rhs[2, 0] = (sigmoid(a[2]) - y) * slope[2]
    return np.linalg.solve(system, rhs)
