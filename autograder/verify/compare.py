"""Does an answer agree with the reference's? Form first, then values."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

GUARD = 1e-6  # relative: right variants stay below 1e-7 in float64, wrong ones begin at 2e-4 (172 were measured)
WIDEST = 1e-4  # relative: a draw whose tolerance is wider decides nothing
FACTOR = 64  # times what the reference itself moves when its inputs move by one unit in the last place

AXES, LARGER, FREE = 3, 4, 8  # of what a student is told of a wrong shape or count: axes, times the right side, more

Fault = Literal["nothing-returned", "wrong-type", "wrong-count", "wrong-shape", "not-finite", "differs"]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """What keeps an answer from agreeing.

    Attributes
    ----------
    fault : str
        "differs" is a wrong value; all others are a wrong form.
    values : dict
        Of the message; never a hidden input, never the answer.
    """

    fault: Fault
    values: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Expectation:
    """What an answer is compared with, made ready once for any number of answers.

    Attributes
    ----------
    wanted : ndarray
        The reference's value without its unit axes; empty if there are parts.
    tolerance : float
        How far an entry may be from it.
    shape : list of int
        The sides of what the reference returned.
    parts : tuple of Expectation or None
        One for each value, if the reference returns a tuple.
    """

    wanted: NDArray[Any]
    tolerance: float
    shape: list[int]
    parts: tuple[Expectation, ...] | None = None


def expectation(expected: Any, moved: Sequence[Any] = ()) -> Expectation:
    """Make ready what answers are compared with.

    Parameters
    ----------
    expected : float, int, array or tuple
        The reference's value.
    moved : sequence, optional
        The reference's values where its inputs were moved by one unit in the last place.

    Returns
    -------
    Expectation
    """
    if isinstance(expected, tuple):
        parts = tuple(expectation(part, [other[i] for other in moved]) for i, part in enumerate(expected))
        return Expectation(np.empty(0), 0.0, [], parts)
    wanted = numbers(expected)
    assert wanted is not None
    return Expectation(wanted, tolerance(wanted, moved), _shape(expected))


def disagreement(  # noqa: PLR0911 - one return a fault reads best
    answer: Any, expected: Any, moved: Sequence[Any] = ()
) -> Disagreement | None:
    """Compare an answer with the reference's.

    Axes of length one are dropped; lists, tuples, `np.matrix` and float32 are arrays like others. A tuple of the
    reference wants as many values, each compared by itself.

    Parameters
    ----------
    answer : object
        As it came.
    expected : float, int, array, tuple or Expectation
        The reference's value.
    moved : sequence, optional
        The reference's values where its inputs were moved by one unit in the last place.

    Returns
    -------
    Disagreement or None
    """
    right = expected if isinstance(expected, Expectation) else expectation(expected, moved)
    if answer is None:
        return Disagreement("nothing-returned", {})
    if right.parts is not None:
        return _tuple(answer, right.parts)
    found = numbers(answer)
    if found is None:
        return Disagreement("wrong-type", {"found": type(answer).__name__})
    if found.shape != right.wanted.shape:
        return Disagreement("wrong-shape", {"found": _told(answer, right.wanted), "expected": right.shape})
    if not np.isfinite(found).all():
        return Disagreement("not-finite", {})
    if (apart(found, right.wanted) <= right.tolerance).all():
        return None
    return Disagreement("differs", {})


def tolerance(wanted: NDArray[np.float64], moved: Sequence[Any]) -> float:
    """Return how far an entry may be from the reference's: the guard band, and what rounding can do.

    Parameters
    ----------
    wanted : ndarray
        The reference's value, without unit axes.
    moved : sequence
        As for `disagreement`.

    Returns
    -------
    float
        Relative to the largest entry; 0 for integers that do not move.
    """
    if wanted.size == 0:
        return 0.0
    others = [array for array in map(numbers, moved) if array is not None]
    rounding = max((float(np.max(apart(other, wanted))) for other in others), default=0.0)
    guard = 0.0 if wanted.dtype.kind in "iub" else GUARD * float(np.max(np.abs(wanted)))
    return guard + FACTOR * rounding + math.ulp(0.0)


def is_steady(expected: Any, moved: Sequence[Any]) -> bool:
    """Whether the reference stays where its inputs move by rounding: whole numbers, shapes, and the choice of a value.

    Where it does not (a tie, a stopping rule at its threshold), the tolerance would be too wide to judge by.
    """
    if isinstance(expected, tuple):
        return all(is_steady(part, [other[i] for other in moved]) for i, part in enumerate(expected))
    if isinstance(expected, int):
        return all(other == expected for other in moved)
    if any(np.shape(other) != np.shape(expected) for other in moved):
        return False
    wanted = numbers(expected)
    if wanted is None or not wanted.any():
        return wanted is not None
    return tolerance(wanted, moved) <= WIDEST * float(np.max(np.abs(wanted)))


def numbers(value: Any) -> NDArray[Any] | None:
    """Return a value as an array of numbers without its unit axes; None if it is not made of numbers."""
    try:
        array = np.asarray(value)
    except (ValueError, TypeError):  # lists of unequal length
        return None
    if array.dtype.kind not in "biuf":
        return None
    array = array.astype(float) if array.dtype.kind == "f" else array
    return array.reshape([side for side in array.shape if side != 1])


def apart(one: NDArray[Any], other: NDArray[Any]) -> NDArray[np.float64]:
    """Return how far two arrays are apart, entry by entry; integers do not wrap around, and booleans are 0 and 1."""
    with np.errstate(over="ignore", invalid="ignore"):
        distance: NDArray[np.float64] = np.abs(one.astype(float) - other.astype(float))
    if one.dtype.kind in "biu" and other.dtype.kind in "biu":
        return np.where(one == other, 0.0, np.maximum(distance, 1.0))  # beyond 2^53 floats do not tell them apart
    return distance


def _tuple(answer: Any, parts: tuple[Expectation, ...]) -> Disagreement | None:
    if isinstance(answer, np.ndarray) and answer.ndim > max(part.wanted.ndim for part in parts):
        answer = list(answer)  # stacked values; an array that is one of them is one value
    if not isinstance(answer, list | tuple) or len(answer) != len(parts):
        found = len(answer) if isinstance(answer, list | tuple) else 1
        return Disagreement("wrong-count", {"found": bounded(found, len(parts)), "expected": len(parts)})
    for i, part in enumerate(parts):
        if fault := disagreement(answer[i], part):
            return Disagreement(fault.fault, {**fault.values, "part": i + 1, "parts": len(parts)})
    return None


def bounded(found: int, expected: int) -> int | str:
    """Return a count that a student may be told: a large one could be a hidden number in disguise.

    Parameters
    ----------
    found, expected : int
        What came, and what should have.

    Returns
    -------
    int or str
        The count, or that it is more than some.
    """
    most = LARGER * max(expected, 1) + FREE
    return found if found <= most else f"more than {most}"


def _told(value: Any, wanted: NDArray[Any]) -> list[int] | None:
    """Return a shape, if its sides are of the size of the right one's."""
    most = LARGER * max(wanted.shape, default=1) + FREE
    if np.ndim(value) > AXES or any(side > most for side in np.shape(value)):
        return None
    return _shape(value)


def _shape(value: Any) -> list[int]:
    return [int(side) for side in np.shape(value)]
