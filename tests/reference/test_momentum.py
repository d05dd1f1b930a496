"""Both forms of momentum."""

from __future__ import annotations

import numpy as np
from numpy.testing import assert_allclose

from reference.momentum import momentum_average, momentum_velocity

THETA0 = np.array([4.0, -3.0])
CURVATURE = np.array([0.5, 6.0])


def gradient(theta):
    """Differentiate the quadratic 1/2 sum_i CURVATURE_i theta_i^2."""
    return CURVATURE * theta


def constant(theta):
    """Return the gradient of a plane."""
    del theta
    return np.array([2.0, -1.0])


def test_average_on_a_plane_has_a_closed_form() -> None:
    """With a constant gradient g the average is (1 - (1 - w)^t) g: it starts at zero and weights g by w."""
    w, steps = 0.3, 7
    sums = sum(1 - (1 - w) ** t for t in range(1, steps + 1))
    expected = THETA0 - 0.1 * sums * constant(THETA0)
    assert_allclose(momentum_average(constant, THETA0, 0.1, steps, w), expected, rtol=1e-14)


def test_velocity_on_a_plane_has_a_closed_form() -> None:
    """With a constant gradient g the velocity is -learning_rate g (1 - mu^t)/(1 - mu)."""
    mu, steps = 0.9, 7
    sums = sum((1 - mu**t) / (1 - mu) for t in range(1, steps + 1))
    expected = THETA0 - 0.1 * sums * constant(THETA0)
    assert_allclose(momentum_velocity(constant, THETA0, 0.1, steps, mu), expected, rtol=1e-14)


def test_velocity_is_the_slides_code() -> None:
    """The slide's three lines, with its 0.9, give the same point."""
    weights, vel, step_size = THETA0.copy(), 0.0, 0.05
    for _ in range(12):
        weights_grad = gradient(weights)
        vel = vel * 0.9 - step_size * weights_grad
        weights += vel
    assert_allclose(momentum_velocity(gradient, THETA0, 0.05, 12, 0.9), weights, rtol=1e-13)


def test_velocity_is_polyaks_heavy_ball() -> None:
    """Polyak's form with the previous point, theta - learning_rate g + mu (theta - previous), is the same."""
    previous = theta = THETA0
    for _ in range(12):
        theta, previous = theta - 0.05 * gradient(theta) + 0.8 * (theta - previous), theta
    assert_allclose(momentum_velocity(gradient, THETA0, 0.05, 12, 0.8), theta, rtol=1e-12)


def test_plain_descent_is_a_case_of_both() -> None:
    """With w = 1 and with mu = 0 every step multiplies theta by 1 - learning_rate * curvature."""
    expected = (1 - 0.1 * CURVATURE) ** 9 * THETA0
    assert_allclose(momentum_average(gradient, THETA0, 0.1, 9, 1.0), expected, rtol=1e-12)
    assert_allclose(momentum_velocity(gradient, THETA0, 0.1, 9, 0.0), expected, rtol=1e-12)


def test_the_forms_differ_by_more_than_a_name() -> None:
    """Calling 1 - w mu does not turn one into the other; scaling the learning rate by w does."""
    average = momentum_average(gradient, THETA0, 0.1, 9, 0.25)
    assert not np.allclose(momentum_velocity(gradient, THETA0, 0.1, 9, 0.75), average, rtol=1e-2)
    assert_allclose(momentum_velocity(gradient, THETA0, 0.25 * 0.1, 9, 0.75), average, rtol=1e-12)


def test_momentum_beats_plain_descent_in_a_ravine() -> None:
    """At a rate that the steep direction allows, momentum goes further along the flat one."""

    def ravine(theta):
        return np.array([100.0, 0.1]) * theta

    start = np.array([1.0, 1.0])
    plain = momentum_velocity(ravine, start, 0.01, 200, 0.0)
    with_momentum = momentum_velocity(ravine, start, 0.01, 200, 0.9)
    assert np.linalg.norm(with_momentum) < 0.5 * np.linalg.norm(plain)
