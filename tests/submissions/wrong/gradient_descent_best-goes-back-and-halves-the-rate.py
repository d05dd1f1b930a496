# A bad step is undone and the learning rate halved, a cleverness nobody asked for.
import numpy as np


def gradient_descent_best(X, y, theta0, learning_rate, steps):
    theta = theta0.astype(float)
    J = mean_squared_error(theta, X, y)
    for _ in range(steps):
        trial = theta - learning_rate * mean_squared_error_gradient(theta, X, y)
        J_trial = mean_squared_error(trial, X, y)
        if J_trial < J:
            theta, J = trial, J_trial
        else:
            learning_rate = learning_rate / 2
    return theta
