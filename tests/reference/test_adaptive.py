"""The adaptive methods against their definitions, written without recursion."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_allclose

from reference.adaptive import adadelta, adagrad, adam, rmsprop

THETA0 = np.array([1.0, -2.0, 0.5])
STEPS = 6
GRADIENTS = np.random.default_rng(0).normal(size=(STEPS, 3))
EPSILON = 0.03  # large enough for its place to show


def replay():
    """Return a gradient function that gives the rows of GRADIENTS in turn, wherever it is asked."""
    rows = iter(GRADIENTS)
    return lambda theta: next(rows) + 0 * theta


def moving_average(values, keep):
    """Sum an exponential moving average that starts at zero: (1 - keep) sum_i keep^(t - i) value_i."""
    t = len(values)
    weights = (1 - keep) * keep ** np.arange(t - 1, -1, -1)
    return weights @ values


def test_adagrad_sums_all_squares() -> None:
    """Step t is divided by the root of the sum of the first t squares, plus epsilon."""
    expected = THETA0.copy()
    for t in range(1, STEPS + 1):
        expected -= 0.2 * GRADIENTS[t - 1] / (np.linalg.norm(GRADIENTS[:t], axis=0) + EPSILON)
    assert_allclose(adagrad(replay(), THETA0, 0.2, STEPS, EPSILON), expected, rtol=1e-13)


def test_rmsprop_averages_squares() -> None:
    """Step t is divided by the root of the moving average of the squares, plus epsilon."""
    expected = THETA0.copy()
    for t in range(1, STEPS + 1):
        average = moving_average(GRADIENTS[:t] ** 2, 0.8)
        expected -= 0.2 * GRADIENTS[t - 1] / (np.sqrt(average) + EPSILON)
    assert_allclose(rmsprop(replay(), THETA0, 0.2, STEPS, 0.8, EPSILON), expected, rtol=1e-13)


def test_adadelta_averages_squared_steps() -> None:
    """Step t is the root mean square of the steps before it over that of the gradients up to it."""
    steps = np.zeros((0, 3))
    for t in range(1, STEPS + 1):
        rms_of_steps = np.sqrt(moving_average(steps**2, 0.8) + EPSILON)
        rms_of_gradients = np.sqrt(moving_average(GRADIENTS[:t] ** 2, 0.8) + EPSILON)
        steps = np.vstack([steps, -rms_of_steps / rms_of_gradients * GRADIENTS[t - 1]])
    expected = THETA0 + steps.sum(axis=0)
    assert_allclose(adadelta(replay(), THETA0, STEPS, 0.8, EPSILON), expected, rtol=1e-13)


def test_adam_corrects_both_averages() -> None:
    """Both averages of step t = 1, 2, ... are divided by their own sum of weights, 1 - beta^t."""
    expected = THETA0.copy()
    for t in range(1, STEPS + 1):
        m_hat = moving_average(GRADIENTS[:t], 0.7) / (1 - 0.7**t)
        v_hat = moving_average(GRADIENTS[:t] ** 2, 0.95) / (1 - 0.95**t)
        expected -= 0.2 * m_hat / (np.sqrt(v_hat) + EPSILON)
    assert_allclose(adam(replay(), THETA0, 0.2, STEPS, 0.7, 0.95, EPSILON), expected, rtol=1e-13)


def constant(theta):
    """Return the same gradient everywhere."""
    return np.array([5.0, -0.01, 300.0]) + 0 * theta


SIGNS = np.array([1.0, -1.0, 1.0])


def test_adagrad_slows_down_on_a_plane() -> None:
    """With a constant gradient step t of Adagrad is learning_rate / sqrt(t), whatever the gradient's size."""
    expected = THETA0 - 0.2 * SIGNS * np.sum(1 / np.sqrt(np.arange(1, 10)))
    assert_allclose(adagrad(constant, THETA0, 0.2, 9, 1e-14), expected, rtol=1e-10)


def test_rmsprop_takes_long_first_steps() -> None:
    """As its average starts at zero, the first step of RMSProp is learning_rate / sqrt(1 - rho)."""
    expected = THETA0 - 0.2 * SIGNS / np.sqrt(0.1)
    assert_allclose(rmsprop(constant, THETA0, 0.2, 1, 0.9, 1e-14), expected, rtol=1e-10)


def test_adam_keeps_its_pace_on_a_plane() -> None:
    """With a constant gradient every step of Adam is the learning rate: the correction does what it says."""
    assert_allclose(adam(constant, THETA0, 0.2, 9, 0.9, 0.999, 1e-14), THETA0 - 9 * 0.2 * SIGNS, rtol=1e-10)


def test_adadelta_starts_with_epsilon() -> None:
    """The first step of Adadelta is about sqrt(epsilon / (1 - rho)), whatever the gradient's size."""
    step = adadelta(constant, THETA0, 1, 0.9, 1e-10) - THETA0
    assert_allclose(step, -SIGNS * np.sqrt(1e-10 / 0.1), rtol=1e-4)


@pytest.mark.parametrize(
    "optimise",
    [
        lambda gradient: adagrad(gradient, THETA0, 0.2, STEPS, 1e-300),
        lambda gradient: rmsprop(gradient, THETA0, 0.2, STEPS, 0.9, 1e-300),
        lambda gradient: adam(gradient, THETA0, 0.2, STEPS, 0.9, 0.99, 1e-300),
    ],
    ids=["adagrad", "rmsprop", "adam"],
)
def test_scaling_the_gradient_changes_nothing(optimise) -> None:
    """Where epsilon is a mere guard, the path does not depend on the scale of the objective."""
    rows = replay()
    assert_allclose(optimise(replay()), optimise(lambda theta: 1000 * rows(theta)), rtol=1e-12)
