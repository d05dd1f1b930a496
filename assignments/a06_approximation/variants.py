"""Known right answers, written as students write them: loops, math, other forms of the sigmoid, other sums."""

# ruff: noqa: ANN001, ANN201, RUF007 - as students write

# mypy: ignore-errors
import numpy as np

from reference.activations import sigmoid
from reference.approximation import step_network, step_network_weights


def network_by_two_loops(knots, values, steepness, x):
    """Climb step by step at every place, with plain numbers."""
    import math

    outputs = []
    for place in x:
        y = float(values[0])
        for j in range(1, len(knots)):
            middle = (float(knots[j - 1]) + float(knots[j])) / 2
            y += (float(values[j]) - float(values[j - 1])) / (1 + math.exp(-steepness * (float(place) - middle)))
        outputs.append(y)
    return outputs


def network_step_by_step(knots, values, steepness, x):
    """Add one hidden unit after the other to all places at once."""
    y_hat = np.full(len(x), float(values[0]))
    for left, right, low, high in zip(knots[:-1], knots[1:], values[:-1], values[1:], strict=True):
        y_hat = y_hat + (high - low) * sigmoid(steepness * (x - (left + right) / 2))
    return y_hat.reshape(-1, 1)


def network_by_hyperbolic_tangents(knots, values, steepness, x):
    """Write the sigmoid as half of one and a hyperbolic tangent."""
    middles = 0.5 * (np.asarray(knots)[1:] + np.asarray(knots)[:-1])
    units = 0.5 + 0.5 * np.tanh(0.5 * steepness * np.subtract.outer(np.asarray(x, dtype=float), middles))
    return values[0] + np.einsum("lj,j->l", units, np.diff(values))


def weights_in_lists(knots, values, steepness):
    """Collect the weights unit by unit."""
    w, b, v = [], [], []
    for j in range(1, len(knots)):
        w.append(float(steepness))
        b.append(-steepness * (knots[j - 1] + knots[j]) / 2)
        v.append(float(values[j]) - float(values[j - 1]))
    return np.array(w), np.array(b), np.array(v), float(values[0])


def weights_by_ones(knots, values, steepness):
    """Take a column of ones, and half of the sum of neighbours."""
    units = len(knots) - 1
    return steepness * np.ones(units), steepness * -0.5 * (knots[:-1] + knots[1:]), values[1:] - values[:-1], values[0]


def weights_by_comprehension(knots, values, steepness):
    """Return a list of the four, each a list."""
    pairs = [*zip(knots[:-1], knots[1:], strict=True)]
    biases = [-steepness * (float(left) + float(right)) / 2 for left, right in pairs]
    return [[steepness] * len(pairs), biases, list(np.diff(values)), values[0]]


def error_by_loop(f, knots, steepness, x):
    """Keep the largest distance so far."""
    largest = 0.0
    network = step_network(knots, f(knots), steepness, x)
    for wanted, found in zip(f(x), network, strict=True):
        largest = max(largest, abs(wanted - found))
    return largest


def error_by_weights(f, knots, steepness, x):
    """Evaluate the network by its weights."""
    w, b, v, c = step_network_weights(knots, f(knots), steepness)
    network = c + sigmoid(np.outer(x, w) + b) @ v
    return np.abs(network - f(x)).max()


def error_by_infinity_norm(f, knots, steepness, x):
    """Ask the function place by place, and take the maximum norm."""
    wanted = np.array([float(f(np.array([place]))[0]) for place in x])
    return np.linalg.norm(wanted - step_network(knots, f(knots), steepness, x), np.inf)
