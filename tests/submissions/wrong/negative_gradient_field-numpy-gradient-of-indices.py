# Uses np.gradient on the table of J: no spacing given and the axes taken as (theta_1, theta_2).
import numpy as np


def negative_gradient_field(T1, T2, X, y):
    J = np.zeros(T1.shape)
    for i in range(T1.shape[0]):
        for j in range(T1.shape[1]):
            J[i, j] = mean_squared_error(np.array([T1[i, j], T2[i, j]]), X, y)
    dJ1, dJ2 = np.gradient(J)
    return -dJ1, -dJ2
