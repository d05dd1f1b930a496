"""The network of steps and its distance from a function."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal
from scipy.special import expit

from reference.approximation import approximation_error, step_network, step_network_weights
from reference.mlp import mlp_activations

KNOTS = np.array([-1.0, 0.0, 0.5, 2.0])
VALUES = np.array([2.0, -1.0, 4.0, 3.0])
X = np.linspace(-2, 3, 41)


def test_network_is_the_displayed_sum() -> None:
    """The output is values[0] plus one sigmoid for every step."""
    expected = [
        VALUES[0]
        + sum((VALUES[j] - VALUES[j - 1]) * expit(7.0 * (x - (KNOTS[j - 1] + KNOTS[j]) / 2)) for j in range(1, 4))
        for x in X
    ]
    assert_allclose(step_network(KNOTS, VALUES, 7.0, X), expected, rtol=1e-12)


def test_steep_network_takes_the_values_at_the_knots() -> None:
    """With a large steepness the network gives values[j] at knots[j], and the mean half way between."""
    assert_allclose(step_network(KNOTS, VALUES, 200.0, KNOTS), VALUES, rtol=1e-10)
    midpoints = (KNOTS[:-1] + KNOTS[1:]) / 2
    means = (VALUES[:-1] + VALUES[1:]) / 2
    assert_allclose(step_network(KNOTS, VALUES, 200.0, midpoints), means, rtol=1e-10)


def test_one_knot_gives_a_constant() -> None:
    """With K = 1 there is no hidden unit, and the output is values[0]."""
    assert_array_equal(step_network(KNOTS[:1], VALUES[:1], 5.0, X), np.full(41, 2.0))
    w, b, v, c = step_network_weights(KNOTS[:1], VALUES[:1], 5.0)
    assert w.shape == b.shape == v.shape == (0,)
    assert c == 2.0


def test_weights_are_those_of_the_network() -> None:
    """The weights make the same function, c + v^T s(w x + b), one hidden unit a step."""
    w, b, v, c = step_network_weights(KNOTS, VALUES, 7.0)
    assert w.shape == b.shape == v.shape == (3,)
    assert type(c) is float
    outputs = [c + v @ expit(w * x + b) for x in X]
    assert_allclose(outputs, step_network(KNOTS, VALUES, 7.0, X), rtol=1e-12)


def test_weights_fit_the_networks_of_the_lecture() -> None:
    """With biases in column 0, the weights make the lecture's network: its b is our output."""
    w, b, v, c = step_network_weights(KNOTS, VALUES, 7.0)
    alpha, beta = np.column_stack([b, w]), np.append(c, v)
    outputs = [mlp_activations(alpha, beta, np.array([x]))[2] for x in X]
    assert_allclose(outputs, step_network(KNOTS, VALUES, 7.0, X), rtol=1e-12)


def test_hidden_units_stand_from_left_to_right() -> None:
    """Unit j is one half between knots j - 1 and j, and climbs by the difference of their values."""
    w, b, v, _ = step_network_weights(KNOTS, VALUES, 7.0)
    assert_allclose(-b / w, [-0.5, 0.25, 1.25], rtol=1e-14)
    assert_array_equal(v, [-3.0, 5.0, -1.0])


def test_error_is_the_largest_distance() -> None:
    """The error is the maximum of the distances, a float."""
    network = step_network(KNOTS, np.cos(KNOTS), 7.0, X)
    error = approximation_error(np.cos, KNOTS, 7.0, X)
    assert type(error) is float
    assert error == max(abs(np.cos(x) - y_hat) for x, y_hat in zip(X, network, strict=True))


def test_error_sees_negative_distances() -> None:
    """A network above the function is as far away as one below it."""
    assert approximation_error(np.square, np.array([1.0]), 1.0, np.array([0.0])) == 1.0
    assert approximation_error(lambda x: -(x**2), np.array([1.0]), 1.0, np.array([0.0])) == 1.0


@pytest.mark.parametrize("units", [10, 40, 160])
def test_error_falls_with_the_number_of_units(units) -> None:
    """Steep enough, the error is at most half the knots' distance times the largest slope."""
    knots = np.linspace(0, np.pi, units + 1)
    width = np.pi / units
    error = approximation_error(np.sin, knots, 200 / np.pi * 3, np.linspace(0, np.pi, 2001))
    assert error <= 0.5 * width * 1.05 + 1e-3
