"""The gradient check in thirteen regimes: honest gradients are never rejected, wrong ones never pass."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from autograder.verify import check_gradient
from benchmarks.regimes import REGIMES, as_float, layer, relu, relu_slope, tanh_slope

DRAWS = {"large N": 15}


def verdicts(regime, draws, style, spoil=lambda gradient, _: gradient):
    """Count the verdicts over draws of a regime."""
    counted = Counter()
    for seed in range(draws):
        rng = np.random.default_rng(seed)
        loss, gradient, theta = REGIMES[regime](rng)
        wrong = int(rng.integers(theta.size))
        (found,) = check_gradient(style(loss), spoil(gradient, wrong), (theta,), rng=rng)
        counted[found.verdict] += 1
    return counted


@pytest.mark.parametrize("style", [as_float, lambda loss: loss], ids=["differences", "complex-step"])
@pytest.mark.parametrize("regime", REGIMES)
def test_no_honest_gradient_is_rejected(regime, style) -> None:
    """In none of the thirteen regimes a right gradient differs, and nearly all are found right."""
    draws = DRAWS.get(regime, 60)
    counted = verdicts(regime, draws, style)
    assert set(counted) <= {"passed", "inconclusive"}
    assert counted["passed"] >= 0.95 * draws


def one_percent(gradient, entry):
    """Return a gradient with one entry wrong by 1 % of the largest."""

    def wrong(theta):
        array = gradient(theta)
        array[entry] += array.dtype.type(0.01) * np.max(np.abs(array))
        return array

    return wrong


MISTAKES = {
    "twice": lambda gradient, _: lambda theta: 2 * gradient(theta),
    "sign": lambda gradient, _: lambda theta: -gradient(theta),
    "one-percent": one_percent,
}


@pytest.mark.parametrize("mistake", MISTAKES)
@pytest.mark.parametrize("regime", REGIMES)
def test_no_wrong_gradient_passes(regime, mistake) -> None:
    """Twice the gradient, its opposite, and one entry wrong by 1 % are found in every regime, float32 and kinks too."""
    counted = verdicts(regime, 8 if regime == "large N" else 25, as_float, MISTAKES[mistake])
    assert counted["passed"] == 0
    assert counted["differs"] >= 0.85 * counted.total()


@pytest.mark.parametrize("form", [list, np.ndarray.tolist, np.asarray, lambda g: [[float(entry)] for entry in g]])
def test_a_float32_gradient_is_known_in_every_form(form) -> None:
    """A float32 gradient passes as an array, as a list of its scalars, of Python floats, and as a column of them."""
    for seed in range(20):
        rng = np.random.default_rng(seed)
        loss, gradient, theta = REGIMES["float32 gradient"](rng)
        (found,) = check_gradient(as_float(loss), lambda t, g=gradient: form(g(t)), (theta,), rng=rng)
        assert found.verdict == "passed"


def test_float32_data_in_lists_are_moved_too() -> None:
    """Where rounding of the data to float32 moves a gradient far, honest work passes though the data are lists."""
    for seed in range(60):
        rng = np.random.default_rng(seed)
        x = 1e3 + rng.normal(size=(8, 2))
        y = (x @ [1.0, 2.0] + 1e-1 * rng.normal(size=8)).tolist()

        def loss(t, x, y):
            return float(np.mean((np.asarray(x) @ t - y) ** 2))

        def gradient(t, x, y):
            t, x, y = (np.asarray(each, dtype=np.float32) for each in (t, x, y))
            return np.float32(2 / 8) * x.T @ (x @ t - y)

        point = (np.array([1.0, 2.0]) + 1e-2 * rng.normal(size=2), x.tolist(), y)
        assert check_gradient(loss, gradient, point, rng=rng)[0].verdict in {"passed", "inconclusive"}


def test_whole_numbers_are_not_taken_for_float32() -> None:
    """At whole numbers, which float32 could hold, a gradient has float64's tolerance and costs no other call."""
    calls = []

    def gradient(t):
        calls.append(t)
        return 2 * t

    (found,) = check_gradient(lambda t: float(t @ t), gradient, (np.array([1.0, -3.0, 2.0]),))
    assert found.verdict == "passed"
    assert found.tolerance < 1e-9
    assert len(calls) == 4


def test_a_slope_whose_terms_cancel_hides_no_factor() -> None:
    """In float32 a doubled gradient does not pass where its terms nearly cancel along the direction."""
    for seed in range(180, 200):
        loss, gradient, theta = layer(relu, relu_slope, loss_type=np.float32, gradient_type=np.float32)(
            np.random.default_rng(seed)
        )
        twice = lambda t, g=gradient: np.float32(2) * g(t)  # noqa: E731
        (found,) = check_gradient(as_float(loss), twice, (theta,), rng=np.random.default_rng(seed))
        assert found.verdict == "differs"


@pytest.mark.parametrize("offset", [300.0, 1e6])
def test_float32_buys_a_bounded_tolerance(offset) -> None:
    """A float32 loss so rough that a wrong entry could hide proves nothing, and rejects nothing that is right."""
    counted = Counter()
    for seed in range(30):
        loss, gradient, theta = layer(
            np.tanh, tanh_slope, offset=offset, loss_type=np.float32, gradient_type=np.float32
        )(np.random.default_rng(seed))  # fmt: skip
        counted[check_gradient(loss, gradient, (theta,))[0].verdict] += 1
        (found,) = check_gradient(loss, lambda t, g=gradient: np.float32(2) * g(t), (theta,))
        assert found.verdict != "passed"
    assert set(counted) <= {"passed", "inconclusive"}
    assert counted["inconclusive"] >= 27
