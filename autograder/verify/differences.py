"""Derivatives by finite differences that carry their own error bound. No step size is chosen by hand."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    Line = Callable[[Sequence[float]], list[float]]

UNIT = float(np.finfo(np.float64).eps)
SINGLE = float(np.finfo(np.float32).eps)
ROWS = 8  # step sizes h, h/2, ..., h/128
WINDOWS = 3  # times that the range of steps may be moved
NOISE_POINTS = 7
NOISE_STEP = 2e-6  # relative to the size of the parameters: smooth functions are polynomials on it
# The variance of a k-th difference of independent noise is sigma^2 (2k)!/(k!)^2 (Hamming; More and Wild 2011, eq. 3.2).
_SCALE = [math.factorial(k) ** 2 / math.factorial(2 * k) for k in range(NOISE_POINTS)]


@dataclass(frozen=True, slots=True)
class Slope:
    """A derivative at 0 along a line, and how far it can be from the truth.

    Attributes
    ----------
    value : float
        nan if no step gave finite values.
    error : float
        Bound of its error: disagreement in the tableau, noise over step, and half the jump.
    jump : float
        phi'(0+) - phi'(0-): not 0 at a kink.
    """

    value: float
    error: float
    jump: float


def unit_of(values: Sequence[float] | NDArray[np.float64]) -> float:
    """Return the unit round-off with which numbers were made: float32 is recognised by value, whatever its type.

    Parameters
    ----------
    values : sequence of float
        What is not finite says nothing.

    Returns
    -------
    float
        `SINGLE` if every number is one of float32's and not all are zero, else `UNIT`.
    """
    array = np.asarray(values, dtype=float)
    array = array[np.isfinite(array)]
    with np.errstate(over="ignore"):
        return SINGLE if array.any() and np.array_equal(array.astype(np.float32), array) else UNIT


def noise_of(values: Sequence[float], unit: float = UNIT) -> float:
    """Estimate the noise of a function from its values at equidistant, close points.

    The differences of order k >= 3 of a smooth function vanish on so short an interval; what is left is noise.

    Parameters
    ----------
    values : sequence of float
        At `NOISE_POINTS` points.
    unit : float, optional
        Their unit round-off.

    Returns
    -------
    float
        Standard deviation; at least a quarter of a unit in the last place of the largest value, nan if some value
        is not finite.

    References
    ----------
    Hamming, Introduction to Applied Numerical Analysis (1971), 6.2; More and Wild, Estimating Computational Noise
    (2011), ECnoise.
    """
    difference = np.asarray(values, dtype=float)
    if not np.all(np.isfinite(difference)):
        return math.nan
    floor = 0.25 * unit * float(np.max(np.abs(difference)))
    levels = []
    for order in range(1, len(values)):
        difference = np.diff(difference)
        if order >= 3:
            levels.append(math.sqrt(_SCALE[order] * float(np.mean(difference**2))))
    return max(*levels, floor)


def noise_points(scale: float) -> list[float]:
    """Return where along a line `noise_of` wants its values: around 0, `NOISE_STEP` x scale apart."""
    return [(i - NOISE_POINTS // 2) * NOISE_STEP * scale for i in range(NOISE_POINTS)]


def near_slope(values: Sequence[float], scale: float, noise: float) -> tuple[float, float]:
    """Estimate the slope at 0 from the values at `noise_points(scale)`: rough, but of the shortest steps.

    Parameters
    ----------
    values : sequence of float
        Of the function, at those points.
    scale : float
        What they were made with.
    noise : float
        Standard deviation of the noise of the values.

    Returns
    -------
    value, error : float
    """
    outer, middle, apart = NOISE_POINTS - 1, NOISE_POINTS // 2, NOISE_STEP * scale
    value = (values[outer] - values[0]) / (outer * apart)
    inner = (values[middle + 1] - values[middle - 1]) / (2 * apart)
    if unit_of(values) == SINGLE:  # stairs so close, which may look smooth
        noise = max(noise, SINGLE * float(np.max(np.abs(values))))
    return value, 2 * abs(value - inner) + 6 * noise / apart


def steps(first: float) -> list[float]:
    """Return the step sizes of one tableau, halved from the first."""
    return [first / 2**row for row in range(ROWS)]


def both_sides(first: float) -> list[float]:
    """Return where along a line a tableau wants its values: h and -h for every step."""
    return [side * h for h in steps(first) for side in (1.0, -1.0)]


def slope(
    line: Line,
    at_zero: float,
    first: float,
    noise: float,
    values: Sequence[float],
    near: tuple[float, float],
    enough: float = 0.0,
    unit: float = UNIT,
) -> Slope:
    """Differentiate a function along a line at 0 by Richardson extrapolation of central differences.

    The window of step sizes moves towards smaller steps while its best row is at that end, or while the near slope
    contradicts it: steps longer than a function's waves sample it like noise, and may agree with each other by chance.
    It moves towards larger ones while noise limits its other end, and back if they contradict the smaller ones: far
    from 0 a bounded function has slopes of about zero that agree with each other.

    Parameters
    ----------
    line : callable
        `line(ts) -> values` of phi at many points.
    at_zero : float
        phi(0).
    first : float
        Largest step of the first tableau.
    noise : float
        Standard deviation of the noise of phi at 0; elsewhere it is at least a unit in the last place of phi.
    values : sequence of float
        phi at `both_sides(first)`.
    near : tuple of float
        From `near_slope`: its value and its error.
    enough : float, optional
        An error that needs no other window.
    unit : float, optional
        The unit round-off of phi's values.

    Returns
    -------
    Slope

    References
    ----------
    Richardson (1911); Ridders, Accurate computation of F'(x) and F'(x)F''(x) (1982).
    """
    best, row = _tableau(first, at_zero, noise, values, near, unit)
    direction = 0
    for _window in range(WINDOWS - 1):
        contradicted = abs(best.value - near[0]) > near[1]
        if best.error <= enough and not contradicted:
            break
        wanted = 1 if contradicted else _window_moves(row, best, noise)
        if not wanted or wanted == -direction:
            break
        direction = wanted
        first = first / 2 ** (ROWS - 2) if wanted > 0 else first * 2 ** (ROWS - 3)
        found, row = _tableau(first, at_zero, noise, line(both_sides(first)), near, unit)
        if wanted < 0 and abs(found.value - best.value) > found.error + best.error:
            break
        gained = contradicted or found.error < 0.5 * best.error or not math.isfinite(best.error)
        if found.error < best.error:
            best = found
        if not gained:
            break
    return best


def _window_moves(row: tuple[int, float], best: Slope, noise: float) -> int:
    """Return 1 towards smaller steps, -1 towards larger ones, 0 if the window holds the best step."""
    number, h = row
    if number < 0 or number >= ROWS - 2:
        return 1
    if number <= 2 and 3 * noise / h > 0.2 * best.error:
        return -1
    return 0


def _tableau(
    first: float, at_zero: float, noise: float, values: Sequence[float], near: tuple[float, float], unit: float
) -> tuple[Slope, tuple[int, float]]:
    """Extrapolate one tableau (Neville in h^2); return its best entry, and that entry's row and step."""
    ahead, behind = np.asarray(values[0::2], dtype=float), np.asarray(values[1::2], dtype=float)
    odd: NDArray[np.float64] = np.full((ROWS, ROWS), np.nan)  # odd part: the derivative, error in h^2, h^4, ...
    even: NDArray[np.float64] = np.full((ROWS, ROWS), np.nan)  # even part: the jump, error in h, h^3, ...
    grain: NDArray[np.float64] = np.zeros(ROWS)  # what noise does to the difference quotient of a row
    best, at = Slope(math.nan, math.inf, math.nan), (-1, first)
    for i, h in enumerate(steps(first)):
        if not (np.isfinite(ahead[i]) and np.isfinite(behind[i])):
            continue
        grain[i] = 3 * max(noise, unit * abs(ahead[i]), unit * abs(behind[i])) / h
        odd[i, 0] = (ahead[i] - behind[i]) / (2 * h)
        even[i, 0] = (ahead[i] - 2 * at_zero + behind[i]) / h
        for j in range(1, i + 1):
            if not np.isfinite(odd[i - 1, j - 1]):
                break
            odd[i, j] = odd[i, j - 1] + (odd[i, j - 1] - odd[i - 1, j - 1]) / (4**j - 1)
            even[i, j] = even[i, j - 1] + (even[i, j - 1] - even[i - 1, j - 1]) / (2 ** (2 * j - 1) - 1)
            disagreement = max(abs(odd[i, j] - odd[i, j - 1]), abs(odd[i, j] - odd[i - 1, j - 1]))
            error = disagreement + float(np.max(grain[i - j : i + 1])) + abs(even[i, j]) / 2
            error = max(error, abs(odd[i, j] - near[0]) - near[1])
            if error < best.error:
                best, at = Slope(float(odd[i, j]), float(error), float(even[i, j])), (i, h)
    return best, at
