"""A line through a point, along which one array of parameters moves, and the slope of a loss along it."""

from __future__ import annotations

import math
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from autograder.verify.calls import copied, evaluate
from autograder.verify.compare import numbers
from autograder.verify.differences import (
    NOISE_POINTS,
    UNIT,
    Slope,
    both_sides,
    near_slope,
    noise_of,
    noise_points,
    slope,
    unit_of,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from autograder.verify.calls import Function

TINY = 1e-40  # the complex step: nothing is subtracted, so that it may be as small as floats go

Fault = Literal["not-finite", "not-deterministic"]


@dataclass(frozen=True, slots=True)
class Reading:
    """What the values of a loss along a line say.

    Attributes
    ----------
    slope : Slope
    unit : float
        The unit round-off of the values.
    fault : str, optional
        Why there is no slope.
    """

    slope: Slope
    unit: float = UNIT
    fault: Fault | None = None


class Line:
    """A line through a point, along which one array of parameters moves.

    Parameters
    ----------
    point : tuple
        The arguments.
    parameter : int
        Which of them moves.
    direction : ndarray
        How it moves.
    """

    def __init__(self, point: tuple[Any, ...], parameter: int, direction: NDArray[np.float64]) -> None:
        self.point, self.parameter, self.direction = point, parameter, direction
        self.theta = point[parameter]
        # A unit that sums all n entries moves by h |v|, one of a square layer, which sums sqrt(n), by h sqrt |v|. Steps
        # as long drown the noise; those that are too long are halved, and the window of steps moves where it must.
        self.first = 1 / math.sqrt(max(float(np.linalg.norm(direction)), 1.0))
        self.scale = size_of(self.theta)

    def at(self, t: complex) -> tuple[Any, ...]:
        """Return the arguments at a point of the line."""
        moved = self.theta + t * self.direction
        return (*self.point[: self.parameter], moved, *self.point[self.parameter + 1 :])

    def wanted(self) -> list[float]:
        """Return where the usual check wants the loss: at 0 twice, close by for its noise, and at the steps."""
        return [0.0, 0.0, *noise_points(self.scale), *both_sides(self.first)]

    def read(self, loss: Function, answers: Sequence[Any], enough: float) -> Reading:
        """Differentiate along the line.

        Parameters
        ----------
        loss : callable
            Asked again only if the steps have to be of another size.
        answers : sequence
            The loss at the points that are `wanted`.
        enough : float
            An error of the slope that needs no other steps.

        Returns
        -------
        Reading
        """
        at_zero, again, *values = (_number(answer) for answer in answers)
        nothing = Slope(math.nan, math.inf, math.nan)
        if at_zero != again:  # nan at the point itself is neither
            return Reading(nothing, fault="not-finite" if math.isnan(at_zero + again) else "not-deterministic")
        unit = unit_of([at_zero, *values])
        noise = noise_of(values[:NOISE_POINTS], unit)
        if not math.isfinite(noise):
            return Reading(nothing, fault="not-finite")

        def phi(ts: Sequence[float]) -> list[float]:
            return [_number(value) for value in evaluate(loss, (self.at(t) for t in ts))]

        near = near_slope(values[:NOISE_POINTS], self.scale, noise)
        return Reading(slope(phi, at_zero, self.first, noise, values[NOISE_POINTS:], near, enough, unit), unit)


def measure(loss: Function, lines: Sequence[Line], enough: Sequence[float]) -> list[Reading]:
    """Differentiate a loss along many lines, in one trip unless some line needs steps of another size.

    Parameters
    ----------
    loss : callable
        Asked for all lines at once.
    lines : sequence of Line
        Each is read by itself.
    enough : sequence of float
        One a line; see `Line.read`.

    Returns
    -------
    list of Reading
    """
    wanted = [line.wanted() for line in lines]
    values = iter(evaluate(loss, (line.at(t) for line, ts in zip(lines, wanted, strict=True) for t in ts)))
    answers = [[next(values) for _ in ts] for ts in wanted]
    return [line.read(loss, some, error) for line, some, error in zip(lines, answers, enough, strict=True)]


class ComplexStep:
    """Differentiates a loss along a line by one evaluation at an imaginary step, exactly but for rounding.

    Only a plain callable is tried, one without a method `many`: the trial could kill or stall a process behind a
    boundary. Whatever it raises or warns about, and a value that is not complex, mean that it takes no complex
    numbers; it is not asked again. A function may take them and be wrong (`abs`, a conjugate): its slope counts only
    where it agrees with differences.

    Parameters
    ----------
    loss : callable

    References
    ----------
    Squire and Trapp, Using complex variables to estimate derivatives of real functions (1998).
    """

    def __init__(self, loss: Function) -> None:
        self.loss = loss
        self.taken = getattr(loss, "many", None) is None

    def slope(self, line: Line) -> float:
        """Return the slope at 0 along a line; nan if the loss takes no complex numbers."""
        if not self.taken:
            return math.nan
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("error")
                value = np.asarray(self.loss(*copied(line.at(TINY * 1j))))
        except Exception:  # noqa: BLE001 - whatever it is, it means the same
            value = np.empty(0)
        self.taken = value.size == 1 and value.dtype == np.complex128 and bool(np.isfinite(value).all())
        return float(value.imag.reshape(())) / TINY if self.taken else math.nan


def drawn_direction(shape: tuple[int, ...], rng: np.random.Generator) -> NDArray[np.float64]:
    """Draw random signs times U[0.7, 1.3], so that no entry is hidden and none cancels exactly."""
    return np.asarray(rng.choice([-1.0, 1.0], shape) * rng.uniform(0.7, 1.3, shape))


def size_of(theta: NDArray[np.float64]) -> float:
    """Return the root mean square of an array; 1 if it is zero."""
    return math.sqrt(float(np.mean(theta**2))) or 1.0


def _number(value: Any) -> float:
    """Read a loss: one number in any wrapping; nan for anything else."""
    found = numbers(value)
    return float(found.reshape(())) if found is not None and found.size == 1 else math.nan
