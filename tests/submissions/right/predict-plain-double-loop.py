# Two nested loops and a plain list as the answer.
import numpy as np


def predict(theta, X):
    answers = []
    for row in X:
        total = 0.0
        for weight, feature in zip(theta, row):
            total += weight * feature
        answers.append(float(total))
    return answers
