# A learning rate of 0.1 is written into the function.
import numpy as np


def mlp_step(alpha, beta, x, y, learning_rate):
    eta = 0.1
    grads = mlp_gradient(alpha, beta, x, y)
    return alpha - eta * grads[0], beta - eta * grads[1]
