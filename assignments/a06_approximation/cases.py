"""The kinds of input of this sheet: few knots, unevenly spaced, and steps that are neither flat nor sharp."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from autograder.spec import Formula

if TYPE_CHECKING:
    from collections.abc import Callable

    Build = Callable[[np.random.Generator], tuple[Any, ...]]

Array = NDArray[Any]

MARGIN = 0.2
"""How far neighbouring values are apart, so that every step can be seen."""


def staircase(
    k: int, length: int, *, integers: bool = False, counts: bool = False, falling: bool = False, even: bool = False
) -> Build:
    """(knots, values, steepness, x).

    Parameters
    ----------
    k, length : int
        Knots, and places to evaluate at.
    integers : bool, optional
        Knots, values and places are of integers.
    counts : bool, optional
        The places alone are of integers.
    falling : bool, optional
        The values fall from left to right.
    even : bool, optional
        The knots are evenly spaced.
    """

    def build(rng: np.random.Generator) -> tuple[Any, ...]:
        knots = _knots(rng, k, integers=integers, even=even)
        values = _values(rng, k, integers=integers, falling=falling)
        if integers or counts:
            x = np.sort(rng.integers(int(knots[0]) - 1, int(knots[-1]) + 2, size=length))
        else:
            x = _between(rng, knots, length)
        return knots, values, _steepness(rng), x

    return build


def weights(k: int, *, integers: bool = False, counts: bool = False, falling: bool = False) -> Build:
    """(knots, values, steepness); with counts the knots alone are of integers."""

    def build(rng: np.random.Generator) -> tuple[Any, ...]:
        knots = _knots(rng, k, integers=integers or counts)
        values = _values(rng, k, integers=integers, falling=falling)
        return knots, values, _steepness(rng)

    return build


CURVES = {
    "wave": ("np.sin(a * x) + b", (0.6, 1.4)),
    "bowl": ("a * (x - b) ** 2 - 1", (0.3, 0.8)),
    "bump": ("b + 2 * np.exp(-a * x**2)", (0.5, 1.5)),
    "line": ("b - a * x", (0.5, 1.5)),
}


def curve(name: str, k: int, length: int, *, integers: bool = False, below: bool = False) -> Build:
    """(f, knots, steepness, x): a function that stays with the grader.

    Parameters
    ----------
    name : str
        Of `CURVES`.
    k, length : int
        Knots, and places where the two are compared.
    integers : bool, optional
        Knots and places are of integers.
    below : bool, optional
        The network is furthest away where it lies above the function.
    """
    expression, (low, high) = CURVES[name]

    def build(rng: np.random.Generator) -> tuple[Any, ...]:
        while True:
            f = Formula("x", expression, a=_rounded(rng.uniform(low, high)), b=_rounded(rng.uniform(-1, 1)))
            knots = _knots(rng, k, integers=integers)
            steepness = _steepness(rng)
            if integers:
                x = np.sort(rng.choice(np.arange(int(knots[0]) - 1, int(knots[-1]) + 2), size=length))
            else:
                x = _between(rng, knots, length)
            apart = f(x) - _network(knots, f(knots), steepness, x)
            sizes = np.sort(np.abs(apart))
            clear = sizes[-1] > 0.2 and abs(sizes[-1] - 1) > 0.1
            clear = clear and (length == 1 or sizes[-1] > 1.1 * sizes[-2])
            if below:  # the two are not furthest apart where they are highest
                clear = clear and abs(sizes[-1] - abs(np.max(f(x)) - np.max(f(x) - apart))) > 0.05
            if clear and (apart[np.argmax(np.abs(apart))] < 0) == below:
                return f, knots, steepness, x

    return build


def _network(knots: Array, values: Array, steepness: float, x: Array) -> Array:
    """Evaluate the staircase; the margins above are found with it."""
    middles = (knots[:-1] + knots[1:]) / 2
    found: Array = values[0] + (1 / (1 + np.exp(-steepness * (x[:, np.newaxis] - middles)))) @ np.diff(values)
    return found


def _knots(rng: np.random.Generator, k: int, *, integers: bool = False, even: bool = False) -> Array:
    """Return ascending places around 0; an odd sum of neighbours shows whole numbers that are cut off."""
    gaps = np.ones(k) if even else rng.permutation(np.resize([1, 2, 1, 3], k))
    knots = np.cumsum(gaps).astype(int) - int(rng.integers(1, 3))
    return knots if integers else np.round(knots * 0.5 + rng.uniform(-0.1, 0.1), 2)


def _values(rng: np.random.Generator, k: int, *, integers: bool, falling: bool) -> Array:
    while True:
        values = rng.integers(-4, 5, size=k) if integers else _rounded(rng.uniform(-3, 3, size=k))
        if falling:
            values = np.sort(values)[::-1].copy()
        steps = np.abs(np.diff(values))
        if np.all(steps > MARGIN) and abs(values[0]) > MARGIN and np.all(np.abs(values[:1]) != 1):
            return values


def _between(rng: np.random.Generator, knots: Array, length: int) -> Array:
    """Return places from a little before the first knot to a little behind the last."""
    return np.sort(_rounded(rng.uniform(knots[0] - 0.5, knots[-1] + 0.5, size=length)))


def _steepness(rng: np.random.Generator) -> float:
    """Return a steepness at which the steps are seen and overlap; no whole number, so that cutting off shows."""
    while True:
        steepness = float(_rounded(rng.uniform(2.2, 4.5)))
        if not steepness.is_integer():
            return steepness


def _rounded(value: Any) -> Any:
    """Round to one digit behind the point."""
    found = np.round(value, 1)
    return float(found) if np.ndim(found) == 0 else found
