"""Prepares a sheet for grading: the hidden draws of its cases, and what the reference makes of them."""

from __future__ import annotations

import contextlib
import time
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.errors import AuthorError, Fault
from autograder.observation import observe, position
from autograder.spec import CallsCheck, ConvergenceCheck, GradientCheck, SeriesCheck
from autograder.spec.names import builds_on
from autograder.spec.seeds import DRAWS
from autograder.verify.calls import copied, jiggled
from autograder.verify.compare import Expectation, expectation, is_steady, numbers
from autograder.verify.differences import UNIT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from autograder.spec import Assignment, Case, Check, Exercise
    from autograder.spec.seeds import Seeds

MOVES = 3  # references under inputs moved by one unit in the last place
SPARES = 3  # further trials of a point where the first cannot be told from a wrong one


class Unsteady(Exception):
    """Rounding alone would decide a trial: a tie, a stopping rule at its threshold."""


@dataclass(frozen=True, slots=True)
class Trial:
    """One hidden draw of a case.

    Attributes
    ----------
    case : str
        The case's name, which students may see.
    seed : int
        Of whatever is drawn while it is judged.
    arguments : tuple
    expected : object
        The reference's value.
    right : tuple of Expectation
        The same, ready to be compared with, and those of other right answers.
    paths : tuple of tuple of Expectation
        For each right answer the points at which it asks for a gradient, and the one that it returns; of a `PathCheck`.
    number : int
        The value of the parameter that runs; of a `SeriesCheck`.
    calls : int
        How often the reference calls the function that a `CallsCheck` counts.
    """

    case: str
    seed: int
    arguments: tuple[Any, ...]
    expected: Any
    right: tuple[Expectation, ...]
    paths: tuple[tuple[Expectation, ...], ...] = ()
    number: int = 0
    calls: int = 0


@dataclass(frozen=True, slots=True)
class Task:
    """An exercise with its trials.

    Attributes
    ----------
    exercise : Exercise
    trials : mapping of str to tuple of tuple of Trial
        By the check's name; for each case and point the trials in the order in which they are tried: the later ones
        serve where the earlier ones cannot decide.
    batches : mapping of str to tuple of tuple
        By the check's name, the arguments of all first trials.
    seconds : float
        What the reference needs for its slowest call.
    supplied : mapping of str to callable
        The earlier functions that this one builds on, directly or not.
    sheet : frozenset of str
        The names of all exercises of the sheet.
    visible : mapping of str to (tuple, object)
        The cases of the student's notebook, by name: arguments, and the reference's value. Empty where other values are
        right, too.
    tolerances : dict
        Those of the reference's own slopes and their sizes, by trial and round-off; found out when first asked for.
    """

    exercise: Exercise
    trials: Mapping[str, tuple[tuple[Trial, ...], ...]]
    batches: Mapping[str, tuple[tuple[Any, ...], ...]]
    seconds: float
    supplied: Mapping[str, Callable[..., Any]]
    sheet: frozenset[str] = frozenset()
    visible: Mapping[str, tuple[tuple[Any, ...], Any]] = field(default_factory=dict)
    tolerances: dict[tuple[int, float], tuple[tuple[float, float], ...]] = field(default_factory=dict, compare=False)

    @property
    def basis(self) -> str | None:
        """The check whose answers a diagnosis starts from: the first that asks for the function's values."""
        names = [check.name for check in self.exercise.checks if not isinstance(check, GradientCheck)]
        return names[0] if names else None

    @property
    def opening(self) -> tuple[str, tuple[tuple[Any, ...], ...]] | None:
        """The call that judging it begins with, where that is always the same: no check of a gradient's."""
        first = self.exercise.checks[0]
        begins = not isinstance(first, GradientCheck | CallsCheck)
        return (self.exercise.name, self.batches[first.name]) if begins else None


@dataclass(frozen=True, slots=True)
class Examination:
    """A sheet, ready to grade any number of submissions.

    Attributes
    ----------
    assignment : Assignment
    tasks : tuple of Task
    generated : frozenset of str
        Sources of the sheet's own cells that need not run: figures, experiments and visible checks.
    """

    assignment: Assignment
    tasks: tuple[Task, ...]
    generated: frozenset[str]


def prepare(assignment: Assignment, seeds: Seeds, generated: frozenset[str] = frozenset()) -> Examination:
    """Draw the hidden cases of a sheet and ask the reference.

    Parameters
    ----------
    assignment : Assignment
        The sheet.
    seeds : Seeds
        The course's.
    generated : frozenset of str, optional
        Sources of the sheet's own cells that need not run.

    Returns
    -------
    Examination

    Raises
    ------
    AuthorError
        If a case cannot be built, the reference fails on it, or rounding alone changes its whole numbers.
    """
    faults: list[Fault] = []
    tasks = tuple(_task(assignment, exercise, seeds, faults) for exercise in assignment.exercises)
    if faults:
        raise AuthorError(dict.fromkeys(faults))  # several checks draw the same case
    return Examination(assignment, tasks, generated)


def _task(assignment: Assignment, exercise: Exercise, seeds: Seeds, faults: list[Fault]) -> Task:
    slowest = [0.0]
    trials: dict[str, tuple[tuple[Trial, ...], ...]] = {}
    for check in exercise.checks:
        drawn = []
        for case in exercise.cases:
            try:
                groups = list(_draws(exercise, case, check, seeds, slowest))
            except Exception as error:  # noqa: BLE001 - whatever the author's builder or reference raises
                found = f"the case {case.name!r} of {exercise.name} raised {type(error).__name__}: {error}"
                faults.append(Fault(case.where, found, "make build and the reference agree on it"))
                continue
            drawn += groups
            if not all(groups):
                found = f"the case {case.name!r} of {exercise.name} hangs on rounding in every draw of a point"
                faults.append(Fault(case.where, found, "keep its steps and ties away from their thresholds"))
        trials[check.name] = tuple(drawn)
    batches = {name: tuple(group[0].arguments for group in groups if group) for name, groups in trials.items()}
    names = frozenset(each.name for each in assignment.exercises)
    supplied, visible = builds_on(assignment.exercises, exercise), dict(_visible(exercise, seeds))
    return Task(exercise, trials, batches, max(slowest), supplied, names, visible)


def _visible(exercise: Exercise, seeds: Seeds) -> Iterator[tuple[str, tuple[tuple[Any, ...], Any]]]:
    """Yield what the visible checks show; what cannot be built is told where the notebook is made."""
    if any(isinstance(check, ConvergenceCheck) or getattr(check, "also", ()) for check in exercise.checks):
        return
    for case in exercise.cases:
        with contextlib.suppress(Exception):
            arguments = case.build(seeds.visible(exercise, case))
            yield case.name, (arguments, exercise.function(*copied(arguments)))


def _draws(
    exercise: Exercise, case: Case, check: Check, seeds: Seeds, slowest: list[float]
) -> Iterator[tuple[Trial, ...]]:
    """Yield for each point of a check the trials that may serve it; a series has one for each of its numbers."""
    spares = 1 + SPARES if isinstance(check, GradientCheck) else 1
    number = 0
    for _ in range(check.points):
        steady: list[tuple[Trial, ...]] = []
        for _ in range(DRAWS):
            seed = seeds.seed(exercise, case, number)
            number += 1
            try:
                steady.append(_drawn(exercise, case, check, seed, slowest))
            except Unsteady:
                continue
            if len(steady) == spares:
                break
        if isinstance(check, SeriesCheck) and steady:
            yield from ((trial,) for trial in steady[0])
        else:
            yield tuple(trials[0] for trials in steady)


def _drawn(exercise: Exercise, case: Case, check: Check, seed: int, slowest: list[float]) -> tuple[Trial, ...]:
    """Draw a case; the trial of a check, or the several of a series.

    Raises
    ------
    Unsteady
        If rounding alone would decide one of them.
    """
    arguments = case.build(np.random.default_rng(seed))
    if not isinstance(check, SeriesCheck):
        return (_trial(exercise, case, check, seed, arguments, slowest),)
    at = position(exercise, check.over)
    if int(arguments[at]) < 1:
        raise ValueError(f"{check.over} is {arguments[at]}, and a series runs from 1 to it")
    trials = []
    for number in range(1, int(arguments[at]) + 1):
        changed = (*arguments[:at], number, *arguments[at + 1 :])
        trials.append(replace(_trial(exercise, case, check, seed, changed, slowest), number=number))
    return tuple(trials)


def _trial(
    exercise: Exercise, case: Case, check: Check, seed: int, arguments: tuple[Any, ...], slowest: list[float]
) -> Trial:
    rng = np.random.default_rng(seed + 1)
    begun = time.perf_counter()
    first = observe(exercise.function, copied(arguments), check)
    slowest[0] = max(slowest[0], time.perf_counter() - begun)
    expected = first.value
    if any(numbers(part) is None for part in (expected if isinstance(expected, tuple) else (expected,))):
        raise TypeError(f"the reference returned {expected!r:.60}, which is not made of numbers")
    moved = [jiggled(copied(arguments), rng, UNIT) for _ in range(MOVES)]
    right, paths = [], []
    for function in (exercise.function, *getattr(check, "also", ())):
        answer = observe(function, copied(arguments), check)
        others = [observe(function, copied(point), check) for point in moved]
        if not is_steady(answer.value, [other.value for other in others]):
            raise Unsteady
        right.append(expectation(answer.value, [other.value for other in others]))
        paths.append(_path(answer.path, [other.path for other in others]))
    return Trial(case.name, seed, arguments, expected, tuple(right), tuple(paths), calls=first.calls)


def _path(points: list[Any], moved: list[list[Any]]) -> tuple[Expectation, ...]:
    if any(len(other) != len(points) for other in moved):
        raise Unsteady
    return tuple(expectation(point, [other[at] for other in moved]) for at, point in enumerate(points))
