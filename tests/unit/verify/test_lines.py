"""Lines through a point: directions, first steps, and what the values of a loss along them say."""

from __future__ import annotations

import math

import numpy as np
import pytest

from autograder.verify.differences import SINGLE, UNIT
from autograder.verify.lines import Line, drawn_direction, measure, size_of


def test_directions_have_random_signs_and_moderate_entries() -> None:
    """Every entry has a sign of its own and a size in [0.7, 1.3], so that none is hidden."""
    direction = drawn_direction((50, 40), np.random.default_rng(0))
    assert direction.shape == (50, 40)
    assert 0.7 <= np.abs(direction).min() < 0.71
    assert 1.29 < np.abs(direction).max() <= 1.3
    assert 0.45 < np.mean(direction > 0) < 0.55


def test_the_size_of_an_array_is_its_root_mean_square_or_one() -> None:
    """Zeros have the size one, so that steps relative to it are not zero."""
    assert size_of(np.array([3.0, -3.0])) == 3.0
    assert size_of(np.zeros(3)) == 1.0


def test_the_first_step_is_one_along_a_short_direction() -> None:
    """The steps along one entry begin with one, and those along many with less."""
    assert Line((np.zeros(3),), 0, np.array([0.0, 1.3, 0.0]) / 1.3).first == 1.0
    assert Line((np.zeros(3),), 0, np.array([0.5, 0.0, 0.0])).first == 1.0
    assert Line((np.zeros(100),), 0, np.ones(100)).first < 1.0


def answered(*values):
    """Return a loss that gives these values in turn, and then the last of them for ever."""
    rest = iter(values)
    return lambda _: next(rest, values[-1])


@pytest.mark.parametrize(
    ("loss", "fault"),
    [
        pytest.param(answered(1.0, 2.0), "not-deterministic", id="another-value"),
        pytest.param(answered(math.inf, -math.inf), "not-finite", id="infinite-either-way"),
        pytest.param(answered(math.nan), "not-finite", id="nan"),
        pytest.param(answered(1.0, 1.0, math.nan), "not-finite", id="nan-close-by"),
    ],
)
def test_a_loss_that_cannot_be_read_has_a_fault_and_no_slope(loss, fault) -> None:
    """What does not repeat, or is not finite, is named; its slope is no number, with no bound."""
    (reading,) = measure(loss, [Line((np.ones(2),), 0, np.ones(2))], [0.0])
    assert reading.fault == fault
    assert math.isnan(reading.slope.value)
    assert math.isnan(reading.slope.jump)
    assert math.isinf(reading.slope.error)


def test_a_float32_loss_is_read_as_one() -> None:
    """The unit round-off is that of the values, and in float32 longer steps are taken where its noise is in the way."""
    theta, line = np.array([0.3]), np.array([1.0])
    loss = lambda t: 1e4 + math.sin(float(t[0]) / 10)  # noqa: E731
    single, double = (
        measure(function, [Line((theta,), 0, line)], [0.0])[0]
        for function in (lambda t: float(np.float32(loss(t))), loss)
    )
    assert (single.unit, double.unit) == (SINGLE, UNIT)
    assert single.slope.error < 2e-3
