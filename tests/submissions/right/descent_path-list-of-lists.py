# Pure Python numbers, a list of lists as the answer.
import numpy as np


def descent_path(X, y, theta0, learning_rate, steps):
    rows, labels = X.tolist(), y.tolist()
    point = [float(v) for v in theta0]
    path = [point]
    while len(path) < steps + 1:
        errors = [label - sum(p * x for p, x in zip(point, row)) for row, label in zip(rows, labels)]
        point = [
            p + learning_rate * 2 * sum(e * row[j] for e, row in zip(errors, rows)) / len(rows)
            for j, p in enumerate(point)
        ]
        path.append(point)
    return path
