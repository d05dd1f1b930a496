"""What a gradient says of its slope along lines, held against what its loss says."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from autograder.verify.calls import evaluate, jiggled
from autograder.verify.compare import numbers
from autograder.verify.differences import SINGLE, UNIT, unit_of
from autograder.verify.lines import ComplexStep, Line, drawn_direction, measure, size_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from autograder.verify.calls import Function
    from autograder.verify.lines import Reading

    Point = tuple[Any, ...]

SAFETY = 10.0  # times the sum of the errors that were measured
BLUR = {UNIT: 1e-4, SINGLE: 1e-2}  # a tolerance wider than this, relative to a typical term, could hide a wrong entry
SLIGHT = 0.25  # a tolerance wider than this, relative to a slope whose terms cancel, could hide a factor
ENOUGH = 1e-11  # relative error of a slope that needs no better step
NEARBY = (1e-3, 1e-2, 0.1)  # how far the points lie at which a failure is seen again, relative to the size of the array
MOVES = 2  # evaluations with every float moved by one unit in the last place

Verdict = Literal["passed", "differs", "wrong-form", "not-finite", "not-deterministic", "inconclusive"]


@dataclass(frozen=True, slots=True)
class ArrayVerdict:
    """The gradient of one array of parameters against the slope of the loss along one direction.

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
    ratio : float
        Claimed / measured of an array that differs, if it is the same near by along another direction; else nan.
    unit : float
        The round-off that was allowed for: float32's where float32 is at work.
    line : Line or None
        Along which the slopes were taken; None if the answer's form, or the repetition of a call, ends the check.
    """

    parameter: int
    verdict: Verdict
    claimed: float = math.nan
    measured: float = math.nan
    tolerance: float = math.nan
    ratio: float = math.nan
    unit: float = UNIT
    line: Line | None = field(default=None, compare=False, repr=False)


@dataclass(slots=True)
class Claim:
    """The gradient of one array at a point, and the line along which it is judged.

    Attributes
    ----------
    line : Line
    gradient : ndarray
        What was answered at the point.
    moved : list of tuple
        The point with every float moved by rounding.
    others : list of ndarray
        What was answered there.
    """

    line: Line
    gradient: NDArray[np.float64]
    moved: list[Point]
    others: list[NDArray[np.float64]]

    @property
    def slope(self) -> float:
        """The slope along the line, as the gradient claims it."""
        return float(np.sum(self.gradient * self.line.direction))

    @property
    def norm(self) -> float:
        """The Euclidean norm of the terms of that slope."""
        return float(np.linalg.norm(self.gradient * self.line.direction))

    @property
    def unit(self) -> float:
        """The unit round-off of the answer."""
        return unit_of(self.gradient)

    def rounding(self) -> float:
        """Return how far rounding of the inputs moves the slope."""
        return rounding_of(self.gradient, self.others, self.line.direction)

    def judge(self, reading: Reading, step: ComplexStep, unit: float = UNIT) -> ArrayVerdict:
        """Compare the claimed slope with that of the loss; `unit` is the round-off that is allowed to the gradient."""
        parameter = self.line.parameter
        if reading.fault:
            return ArrayVerdict(parameter, reading.fault, line=self.line)
        measured, error = self.precise(reading, step) or (reading.slope.value, reading.slope.error)
        verdict, tolerance = held(self.gradient, self.others, self.line.direction, measured, error, unit)
        return ArrayVerdict(parameter, verdict, self.slope, measured, tolerance, unit=unit, line=self.line)

    def precise(self, reading: Reading, step: ComplexStep) -> tuple[float, float] | None:
        """Return the slope by the complex step and its error, if it agrees with differences that can be trusted."""
        error = SAFETY * (reading.slope.error + UNIT * self.norm)
        if reading.unit == SINGLE or not error <= BLUR[SINGLE] * abs(reading.slope.value):
            return None
        value = step.slope(self.line)
        if not abs(value - reading.slope.value) <= error:
            return None
        lines = [Line(point, self.line.parameter, self.line.direction) for point in self.moved]
        moved = float(np.max([abs(step.slope(line) - value) for line in lines]))
        return (value, moved + 3 * UNIT * self.norm) if math.isfinite(moved) else None


def rounding_of(
    gradient: NDArray[np.float64], others: Sequence[NDArray[np.float64]], direction: NDArray[np.float64]
) -> float:
    """Return how far rounding of the inputs moves a slope; the norm stands by where terms cancel by chance."""
    terms = [(other - gradient) * direction for other in others]
    return float(np.max([max(abs(np.sum(term)), np.linalg.norm(term)) for term in terms]))


def held(
    gradient: NDArray[np.float64],
    others: Sequence[NDArray[np.float64]],
    direction: NDArray[np.float64],
    measured: float,
    error: float,
    unit: float,
) -> tuple[Verdict, float]:
    """Hold the slope that a gradient claims against a measured one.

    Parameters
    ----------
    gradient, direction : ndarray
        The slope that is claimed is the sum of their products.
    others : sequence of ndarray
        The gradient where its inputs are moved by rounding.
    measured, error : float
        The slope of the loss, and a bound of its error.
    unit : float
        The round-off that is allowed to the gradient.

    Returns
    -------
    verdict : str
        "passed", "differs" or "inconclusive".
    tolerance : float
    """
    norm = float(np.linalg.norm(gradient * direction))
    tolerance = SAFETY * (error + rounding_of(gradient, others, direction) + unit * norm)
    if not math.isfinite(tolerance):
        return "inconclusive", tolerance
    if abs(measured - float(np.sum(gradient * direction))) > tolerance:
        return "differs", tolerance
    sharp = tolerance <= min(BLUR[unit] * norm / math.sqrt(gradient.size), SLIGHT * abs(measured))
    return "passed" if sharp or norm == 0 == measured else "inconclusive", tolerance


def examine(
    loss: Function,
    gradient: Function,
    points: Sequence[Point],
    wrt: Sequence[int],
    rngs: Sequence[np.random.Generator],
    only: Sequence[Sequence[int]],
) -> list[list[ArrayVerdict]]:
    """Judge a gradient at many points: one trip to each function, and one more where float32 is at work.

    Parameters
    ----------
    loss, gradient, points, wrt, rngs
        As for `check_gradients`.
    only : sequence of sequence of int
        For each point the parameters that are judged.

    Returns
    -------
    list of list of ArrayVerdict
    """
    found = ask(gradient, points, wrt, rngs, only)
    places = [(at, claim) for at, claims in enumerate(found) if isinstance(claims, list) for claim in claims]
    readings = measure(loss, [c.line for _, c in places], [ENOUGH * c.norm for _, c in places])
    step = ComplexStep(loss)
    verdicts: list[list[ArrayVerdict]] = [[] if isinstance(claims, list) else [claims] for claims in found]
    single = []  # whole numbers are float32's by chance: float32 is thought of only where float64 does not do
    for (at, claim), reading in zip(places, readings, strict=True):
        verdict = claim.judge(reading, step)
        if verdict.verdict in {"differs", "inconclusive"} and SINGLE in {claim.unit, reading.unit}:
            single.append((at, len(verdicts[at]), claim, reading))
        verdicts[at].append(verdict)
    if single:
        ask_singles(gradient, [(claim, rngs[at]) for at, _, claim, _ in single], wrt)
    for at, place, claim, reading in single:
        verdicts[at][place] = claim.judge(reading, step, SINGLE)
    return verdicts


def ask(
    gradient: Function,
    points: Sequence[Point],
    wrt: Sequence[int],
    rngs: Sequence[np.random.Generator],
    only: Sequence[Sequence[int]],
) -> list[list[Claim] | ArrayVerdict]:
    """Ask a gradient at many points: twice at each, and under inputs moved by rounding.

    Parameters
    ----------
    gradient, points, wrt, rngs, only
        As for `examine`.

    Returns
    -------
    list
        For each point one claim a parameter that is judged, each along a direction of its own; or the verdict that
        an answer's form, or its repetition, ends with.
    """
    moved = [[jiggled(point, rng, UNIT) for _ in range(MOVES)] for point, rng in zip(points, rngs, strict=True)]
    answers = evaluate(gradient, (a for at, point in enumerate(points) for a in (point, point, *moved[at])))
    each = 2 + MOVES
    found: list[list[Claim] | ArrayVerdict] = []
    for at, point in enumerate(points):
        arrays = [arrays_in(answer, point, wrt) for answer in answers[at * each : (at + 1) * each]]
        found.append(_claims(arrays, point, wrt, rngs[at], only[at], moved[at]))
    return found


def _claims(
    arrays: Sequence[list[NDArray[np.float64]] | None],
    point: Point,
    wrt: Sequence[int],
    rng: np.random.Generator,
    only: Sequence[int],
    moved: list[Point],
) -> list[Claim] | ArrayVerdict:
    answers = [array for array in arrays if array is not None]
    if len(answers) < len(arrays):
        return ArrayVerdict(wrt[0], "wrong-form")
    claimed, again, *others = answers
    if not all(np.all(np.isfinite(array)) for array in claimed):
        return ArrayVerdict(wrt[0], "not-finite")
    if any(not np.array_equal(a, b) for a, b in zip(claimed, again, strict=True)):
        return ArrayVerdict(wrt[0], "not-deterministic")
    return [
        Claim(
            Line(point, parameter, drawn_direction(point[parameter].shape, rng)),
            claimed[i],
            moved,
            [other[i] for other in others],
        )
        for i, parameter in enumerate(wrt)
        if parameter in only
    ]


def ask_singles(gradient: Function, claims: Sequence[tuple[Claim, np.random.Generator]], wrt: Sequence[int]) -> None:
    """Ask again where float32 is at work, with every float moved by one unit in the last place of float32.

    Parameters
    ----------
    gradient : callable
        Asked for all claims at once.
    claims : sequence of tuple
        Claims, which note the answers, and what draws how far each float is moved.
    wrt : sequence of int
        As for `examine`.
    """
    moved = [jiggled(claim.line.point, rng, SINGLE) for claim, rng in claims for _ in range(MOVES)]
    answers = evaluate(gradient, moved)
    for number, (claim, _) in enumerate(claims):
        for answer in answers[number * MOVES : (number + 1) * MOVES]:
            arrays = arrays_in(answer, claim.line.point, wrt)
            place = list(wrt).index(claim.line.parameter)
            claim.others.append(arrays[place] if arrays else np.full_like(claim.gradient, np.nan))


def with_arrays(point: Point, wrt: Sequence[int]) -> Point:
    """Return the arguments with the parameters differentiated by as arrays of floats."""
    return tuple(np.asarray(a, dtype=float) if i in wrt else a for i, a in enumerate(point))


def beside(point: Point, wrt: Sequence[int], radius: float, rng: np.random.Generator) -> Point:
    """Return a generic point near by: all parameters differentiated by are moved, relative to their size."""

    def move(theta: Any) -> Any:
        return np.asarray(theta + radius * size_of(theta) * rng.standard_normal(theta.shape))

    return tuple(move(a) if i in wrt else a for i, a in enumerate(point))


def arrays_in(answer: Any, point: Point, wrt: Sequence[int]) -> list[NDArray[np.float64]] | None:
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
