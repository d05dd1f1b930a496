# Ed is updated together with Eg and averages squared gradients, not squared steps.
import numpy as np


def adadelta(gradient, theta0, steps, rho, epsilon):
    theta = np.array(theta0, dtype=np.float64)
    state = {"Eg": np.zeros_like(theta), "Ed": np.zeros_like(theta)}
    for _ in range(steps):
        g = gradient(theta)
        for key in state:
            state[key] = rho * state[key] + (1 - rho) * g**2
        d = -np.sqrt(state["Ed"] + epsilon) / np.sqrt(state["Eg"] + epsilon) * g
        theta = theta + d
    return theta
