"""Finds the constant by which a wrong answer differs from the right one."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.verify.compare import GUARD, numbers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

LARGEST = 12  # numerator and denominator of a ratio that is told: others say nothing to anybody


def ratio_of(answers: Sequence[Any], expected: Sequence[Any]) -> str | None:
    """Return the constant by which all answers differ from the right ones.

    Parameters
    ----------
    answers : sequence
        One a trial.
    expected : sequence of float or array
        The reference's values; tuples have no ratio.

    Returns
    -------
    str or None
        A fraction of small whole numbers such as "2", "-1" or "1/2"; None if there is none but 1.
    """
    pairs = [(numbers(answer), numbers(right)) for answer, right in zip(answers, expected, strict=False)]
    if len(answers) != len(expected) or any(isinstance(right, tuple) for right in expected):
        return None
    found, wanted = [], []
    for answer, right in pairs:
        if answer is None or right is None or answer.shape != right.shape or not np.isfinite(answer).all():
            return None
        found.append(answer.astype(float).ravel())
        wanted.append(right.astype(float).ravel())
    return _ratio(found, wanted)


def _ratio(found: list[NDArray[np.float64]], wanted: list[NDArray[np.float64]]) -> str | None:
    """Return the factor of the least squares, if it holds in every entry of every trial."""
    with np.errstate(over="ignore", invalid="ignore"):
        power = sum(float(right @ right) for right in wanted)
        product = sum(float(answer @ right) for answer, right in zip(found, wanted, strict=True))
    if not power or not math.isfinite(product / power):
        return None
    ratio = Fraction(product / power).limit_denominator(LARGEST)
    if ratio in {0, 1} or abs(ratio.numerator) > LARGEST:
        return None
    for answer, right in zip(found, wanted, strict=True):
        if np.any(np.abs(answer - float(ratio) * right) > GUARD * np.max(np.abs(right), initial=0.0)):
            return None
    return str(ratio)
