"""A curve is drawn where it shows the mistake; otherwise the entries that are wrong are."""

from __future__ import annotations

import numpy as np
import pytest

from tests.unit.judgement.test_exhibit import numbers_of, shown, softplus, task

__all__ = ["shown"]  # a fixture


def test_a_curve_that_is_right_is_not_drawn(shown) -> None:
    """What is wrong on the case's own entries alone is shown on them: a right curve would deny the lost points."""
    source = "def softplus(z):\n    return np.log1p(np.exp(z)) + (len(z) == 5)"
    seen = shown(task(softplus, numbers_of(5)), source)
    assert (seen.form, seen.shape) == ("series", (5,))
    assert np.subtract(seen.found, seen.expected) == pytest.approx(np.ones(5))


def test_whole_numbers_are_shown_as_they_are(shown) -> None:
    """Between whole numbers a function of floats would answer: what goes wrong with their type is seen on them."""
    source = "def softplus(z):\n    out = np.zeros_like(z)\n    out[...] = np.log1p(np.exp(z))\n    return out"
    seen = shown(task(softplus, lambda rng: (rng.integers(-3, 9, 5),)), source)
    assert (seen.form, seen.shape) == ("series", (5,))
