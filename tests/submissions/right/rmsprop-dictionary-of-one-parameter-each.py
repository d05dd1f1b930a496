# Beginner's style with one small dictionary per parameter.
import numpy as np


def rmsprop(gradient, theta0, learning_rate, steps, rho, epsilon):
    parameters = [{"value": float(value), "E": 0.0} for value in theta0]
    for _ in range(steps):
        point = np.array([p["value"] for p in parameters])
        slopes = gradient(point)
        for p, slope in zip(parameters, slopes):
            p["E"] = rho * p["E"] + (1 - rho) * slope**2
            p["value"] -= learning_rate * slope / (p["E"] ** 0.5 + epsilon)
    return [p["value"] for p in parameters]
