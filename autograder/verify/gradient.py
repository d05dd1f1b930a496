"""Is a function the gradient of a loss? One random direction an array, whatever its size."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from autograder.verify.calls import evaluate, jiggled
from autograder.verify.compare import numbers
from autograder.verify.differences import NOISE_POINTS, UNIT, both_sides, near_slope, noise_of, noise_points, slope

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from autograder.verify.calls import Function

SAFETY = 10.0  # times the sum of the errors that were measured
BLUR = 1e-4  # a tolerance wider than this, relative to a typical term, could hide a wrong entry
ENOUGH = 1e-11  # relative error of a slope that needs no better step
MOVES = 2  # evaluations with every float moved by one unit in the last place

Verdict = Literal["passed", "differs", "wrong-form", "not-finite", "not-deterministic", "inconclusive"]


@dataclass(frozen=True, slots=True)
class ArrayVerdict:
    """The gradient of one array of parameters against differences of the loss, along one direction.

    Attributes
    ----------
    parameter : int
        Position of the parameter among the arguments.
    verdict : str
    claimed : float
        The gradient's slope along the direction.
    measured : float
        The loss's.
    tolerance : float
        10 x (error of the measurement + rounding of the gradient); nothing else.
    """

    parameter: int
    verdict: Verdict
    claimed: float = math.nan
    measured: float = math.nan
    tolerance: float = math.nan


def check_gradient(
    loss: Function,
    gradient: Function,
    arguments: tuple[Any, ...],
    wrt: Sequence[int] = (0,),
    rng: np.random.Generator | None = None,
) -> tuple[ArrayVerdict, ...]:
    """Check a gradient against finite differences of its loss at one point.

    Parameters
    ----------
    loss : callable
        `loss(*arguments) -> float`.
    gradient : callable
        `gradient(*arguments)`: the derivative by the parameter, an array of its shape; for several parameters one
        array each.
    arguments : tuple
        The point.
    wrt : sequence of int, optional
        Positions of the parameters differentiated by.
    rng : numpy.random.Generator, optional
        Draws the directions; seeded with 0 by default.

    Returns
    -------
    tuple of ArrayVerdict
        One an array; just one if the answer's form, or the repetition of a call, ends the check.

    Notes
    -----
    The direction has random signs times U[0.7, 1.3], so that no entry is hidden and none cancels exactly. The cost,
    about 25 evaluations of the loss an array, does not depend on the number of parameters. A step size is never
    chosen: see `differences`. The tolerance is ten times the errors that were measured: of the slope, of the
    gradient under inputs moved by one unit in the last place, and u |g o v|.

    Examples
    --------
    >>> import numpy as np
    >>> from autograder.verify import check_gradient
    >>> (verdict,) = check_gradient(lambda x: float(x @ x), lambda x: 2 * x, (np.array([1.0, -3.0]),))
    >>> verdict.verdict
    'passed'
    """
    (verdicts,) = check_gradients(loss, gradient, [arguments], wrt, [rng or np.random.default_rng(0)])
    return verdicts


def check_gradients(
    loss: Function,
    gradient: Function,
    points: Sequence[tuple[Any, ...]],
    wrt: Sequence[int],
    rngs: Sequence[np.random.Generator],
) -> list[tuple[ArrayVerdict, ...]]:
    """Check a gradient at many points, in two trips where the functions can be called often at once.

    Parameters
    ----------
    loss, gradient : callable
        As for `check_gradient`.
    points : sequence of tuple
        The arguments at each point.
    wrt : sequence of int
        Positions of the parameters differentiated by.
    rngs : sequence of numpy.random.Generator
        One a point.

    Returns
    -------
    list of tuple of ArrayVerdict
        What `check_gradient` returns, for each point.
    """
    points = [tuple(np.asarray(a, dtype=float) if i in wrt else a for i, a in enumerate(point)) for point in points]
    batch = [
        arguments
        for point, rng in zip(points, rngs, strict=True)
        for arguments in (point, point, *(jiggled(point, rng, UNIT) for _ in range(MOVES)))
    ]
    answers = evaluate(gradient, batch)
    each = 2 + MOVES
    groups = [answers[at : at + each] for at in range(0, len(answers), each)]
    found = [_read(group, point, wrt, rng) for group, point, rng in zip(groups, points, rngs, strict=True)]
    lines = [line for lines in found if isinstance(lines, list) for line in lines]
    wanted = [line.wanted() for line in lines]
    values = iter(evaluate(loss, [line.at(t) for line, ts in zip(lines, wanted, strict=True) for t in ts]))
    judged = {id(line): line.judge(loss, [next(values) for _ in ts]) for line, ts in zip(lines, wanted, strict=True)}
    return [tuple(judged[id(line)] for line in lines) if isinstance(lines, list) else (lines,) for lines in found]


def _read(
    answers: Sequence[Any], point: tuple[Any, ...], wrt: Sequence[int], rng: np.random.Generator
) -> list[_Line] | ArrayVerdict:
    """Read the gradient's answers at a point: twice the same, then under inputs moved by rounding."""
    arrays = [_arrays(answer, point, wrt) for answer in answers]
    claimed, again, *others = arrays
    if claimed is None or again is None or any(other is None for other in others):
        return ArrayVerdict(wrt[0], "wrong-form")
    if not all(np.all(np.isfinite(array)) for array in claimed):
        return ArrayVerdict(wrt[0], "not-finite")
    if any(not np.array_equal(a, b) for a, b in zip(claimed, again, strict=True)):
        return ArrayVerdict(wrt[0], "not-deterministic")
    moved = [[other[i] for other in others if other is not None] for i in range(len(wrt))]
    return [_Line(point, parameter, claimed[i], moved[i], rng) for i, parameter in enumerate(wrt)]


class _Line:
    """A line through a point, along which one array of parameters moves.

    Parameters
    ----------
    point : tuple
        The arguments.
    parameter : int
        Which of them moves.
    claimed : ndarray
        The gradient's array at the point.
    others : list of ndarray
        The same under inputs moved by rounding.
    rng : numpy.random.Generator
        Draws the direction.
    """

    def __init__(
        self,
        point: tuple[Any, ...],
        parameter: int,
        claimed: NDArray[np.float64],
        others: list[NDArray[np.float64]],
        rng: np.random.Generator,
    ) -> None:
        self.point, self.parameter, self.claimed, self.others = point, parameter, claimed, others
        self.theta = point[parameter]
        self.direction = rng.choice([-1.0, 1.0], self.theta.shape) * rng.uniform(0.7, 1.3, self.theta.shape)
        self.first = 1 / max(float(np.linalg.norm(self.direction)), 1.0)
        self.scale = math.sqrt(float(np.mean(self.theta**2))) or 1.0

    def at(self, t: float) -> tuple[Any, ...]:
        """Return the arguments at a point of the line."""
        moved = self.theta + t * self.direction
        return (*self.point[: self.parameter], moved, *self.point[self.parameter + 1 :])

    def wanted(self) -> list[float]:
        """Return where the usual check wants the loss: at 0 twice, close by for its noise, and at the steps."""
        return [0.0, 0.0, *noise_points(self.scale), *both_sides(self.first)]

    def judge(self, loss: Function, answers: Sequence[Any]) -> ArrayVerdict:
        """Compare the claimed slope with that of the loss."""
        values = [_number(answer) for answer in answers]
        at_zero, again, *values = values
        if at_zero != again:  # nan at the point itself is neither
            fault: Verdict = "not-finite" if math.isnan(at_zero) and math.isnan(again) else "not-deterministic"
            return ArrayVerdict(self.parameter, fault)
        noise = noise_of(values[:NOISE_POINTS])
        if not math.isfinite(noise):
            return ArrayVerdict(self.parameter, "not-finite")

        def line(ts: Sequence[float]) -> list[float]:
            return [_number(value) for value in evaluate(loss, [self.at(t) for t in ts])]

        near = near_slope(values[:NOISE_POINTS], self.scale, noise)
        terms = self.claimed * self.direction
        norm, total = float(np.linalg.norm(terms)), float(np.sum(terms))
        measured = slope(line, at_zero, self.first, noise, values[NOISE_POINTS:], near, ENOUGH * norm)
        rounding = max(abs(float(np.sum((other - self.claimed) * self.direction))) for other in self.others)
        tolerance = SAFETY * (measured.error + rounding + UNIT * norm)
        if not math.isfinite(tolerance):
            verdict: Verdict = "inconclusive"
        elif abs(measured.value - total) > tolerance:
            verdict = "differs"
        else:
            typical = norm / math.sqrt(terms.size)
            verdict = "passed" if tolerance <= BLUR * typical or norm == 0 == measured.value else "inconclusive"
        return ArrayVerdict(self.parameter, verdict, total, measured.value, tolerance)


def _arrays(answer: Any, point: tuple[Any, ...], wrt: Sequence[int]) -> list[NDArray[np.float64]] | None:
    """Read an answer as one float array a parameter, in its shape; None if it has another form."""
    parts = [answer] if len(wrt) == 1 else answer
    if not isinstance(parts, list | tuple) or len(parts) != len(wrt):
        return None
    arrays = []
    for part, parameter in zip(parts, wrt, strict=True):
        found, wanted = numbers(part), numbers(point[parameter])
        if found is None or wanted is None or found.shape != wanted.shape:
            return None
        arrays.append(found.astype(float).reshape(np.shape(point[parameter])))
    return arrays


def _number(value: Any) -> float:
    """Read a loss: one number in any wrapping; nan for anything else."""
    found = numbers(value)
    return float(found.reshape(())) if found is not None and found.size == 1 else math.nan
