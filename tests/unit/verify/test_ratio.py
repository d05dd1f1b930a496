"""Constant factors between a wrong answer and the right one."""

from __future__ import annotations

import numpy as np
import pytest

from autograder.verify import ratio_of

RIGHT = [np.array([1.0, -2.0, 0.0]), np.array([3.5]), 0.25]


@pytest.mark.parametrize(
    ("factor", "told"), [(2, "2"), (-1, "-1"), (0.5, "1/2"), (-1 / 3, "-1/3"), (12, "12"), (1 / 12, "1/12")]
)
def test_a_small_fraction_is_told(factor, told) -> None:
    """A factor that is a fraction of small whole numbers is found over all answers together."""
    assert ratio_of([factor * right for right in RIGHT], RIGHT) == told


@pytest.mark.parametrize("factor", [1, 0, 0.123456, 13, 1e6])
def test_other_factors_are_not(factor) -> None:
    """One, nought, and factors that say nothing to anybody are not told."""
    assert ratio_of([factor * right for right in RIGHT], RIGHT) is None


NONE = {
    "differs in one": [2 * RIGHT[0], 2 * RIGHT[1], 0.25],
    "one entry off": [np.array([2.0, -4.0, 1e-3]), 2 * RIGHT[1], 0.5],
    "shape": [np.ones((2, 2)), 2 * RIGHT[1], 0.5],
    "none": [None, 2 * RIGHT[1], 0.5],
    "nan": [2 * RIGHT[0] * np.nan, 2 * RIGHT[1], 0.5],
    "too few": [2 * RIGHT[0]],
    "empty": [],
}


@pytest.mark.parametrize("answers", NONE.values(), ids=NONE)
def test_where_there_is_no_factor_none_is_told(answers) -> None:
    """Answers that no one constant explains have no ratio."""
    assert ratio_of(answers, RIGHT) is None


def test_zeros_and_tuples_have_no_ratio() -> None:
    """A reference that is nought everywhere, or returns several values, has no ratio."""
    assert ratio_of([0.0], [0.0]) is None
    assert ratio_of([[1.0, 2.0]], [(1.0, 2.0)]) is None


@pytest.mark.parametrize(
    ("answers", "expected", "told"),
    [
        pytest.param([2 * RIGHT[0], np.zeros(2)], [RIGHT[0], np.zeros(2)], "2", id="beside-zeros"),
        pytest.param([2e80 * RIGHT[0]], [1e80 * RIGHT[0]], "2", id="large"),
        pytest.param([2 * RIGHT[0], [3e-7]], [RIGHT[0], [1e-7]], None, id="not-in-the-small-one"),
        pytest.param([[0.0, 1.0]], [[np.inf, 1.0]], None, id="infinite-reference"),
    ],
)
def test_a_factor_holds_in_every_trial_at_its_own_scale(answers, expected, told) -> None:
    """Trials of zeros, of large and of small numbers are each held against the factor at their own size."""
    assert ratio_of(answers, expected) == told
