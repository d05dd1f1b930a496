"""Tries generated mutants that are declared equivalent on thousands of inputs: an excuse is shown, not believed."""

from __future__ import annotations

import inspect
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.spec import ConvergenceCheck
from autograder.verify import disagreement
from autograder.verify.calls import copied

if TYPE_CHECKING:
    from collections.abc import Callable

    from autograder.spec import Exercise
    from autograder.spec.seeds import Seeds

INPUTS = 10_000  # drawn from the exercise's cases in turn
MINIMISED = 300  # where an answer is judged by property, and each takes a whole minimisation
FROM = 1_000  # the first of their draws: no hidden trial has so large a number

Outcome = tuple[Any, tuple[Any, ...], bool]


def is_judged_by_property(exercise: Exercise) -> bool:
    """Whether many right answers exist."""
    return any(isinstance(check, ConvergenceCheck) for check in exercise.checks)


class Inputs:
    """Thousands of inputs of an exercise, and what the reference makes of them; drawn when first asked for.

    Parameters
    ----------
    exercise : Exercise
    seeds : Seeds
    """

    def __init__(self, exercise: Exercise, seeds: Seeds) -> None:
        self._exercise, self._seeds = exercise, seeds
        self._property = next((check for check in exercise.checks if isinstance(check, ConvergenceCheck)), None)

    @cached_property
    def _drawn(self) -> list[tuple[str, tuple[Any, ...], Outcome | type[Exception]]]:
        drawn = []
        for number in range(MINIMISED if self._property else INPUTS):
            point, which = divmod(number, len(self._exercise.cases))
            case = self._exercise.cases[which]
            arguments = case.build(self._seeds.hidden(self._exercise, case, FROM + point))
            drawn.append(
                (
                    f"input {point + 1} of the case “{case.name}”",
                    arguments,
                    _outcome(self._exercise.function, arguments),
                )
            )
        return drawn

    def difference(self, source: str) -> str:
        """Look for an input on which a mutant gives something else than the reference.

        Where an answer is judged by its property, it is one at which the reference has the property and the mutant
        has not.

        Parameters
        ----------
        source : str
            Of the mutant.

        Returns
        -------
        str
            Where they differ, as a clause; "" if they do not.
        """
        exercise = self._exercise
        namespace = dict(exercise.function.__globals__)
        exec(compile(source, exercise.name, "exec"), namespace)  # noqa: S102 - the author's function with one slip
        mutant = namespace[exercise.name]
        for place, arguments, right in self._drawn:
            other = _outcome(mutant, arguments)
            if self._property:
                same = _keeps_property(exercise, self._property, arguments, right, other)
            else:
                same = _same(right, other)
            if not same:
                return f"{place} tells it apart"
        return ""


def _outcome(function: Callable[..., Any], arguments: tuple[Any, ...]) -> Outcome | type[Exception]:
    """Return a call's value, its arguments afterwards and whether it shares their memory; or the kind of exception."""
    own = copied(arguments)
    try:
        value = function(*own)
    except Exception as error:  # noqa: BLE001 - a mutant may raise whatever it likes
        return type(error)
    parts = value if isinstance(value, tuple) else (value,)
    arrays = [each for each in own if isinstance(each, np.ndarray)]
    shared = any(isinstance(part, np.ndarray) and np.may_share_memory(part, each) for part in parts for each in arrays)
    return value, own, shared


def _same(right: Outcome | type[Exception], other: Outcome | type[Exception]) -> bool:
    if isinstance(right, type) or isinstance(other, type):
        return right is other
    untouched = all(_identical(one, two) for one, two in zip(right[1], other[1], strict=True))
    return untouched and right[2] == other[2] and disagreement(other[0], right[0]) is None


def _identical(one: Any, other: Any) -> bool:
    if isinstance(one, np.ndarray):
        return np.array_equal(one, other, equal_nan=one.dtype.kind == "f")
    return one is other or np.array_equal(one, other) or bool(one != one and other != other)  # noqa: PLR0124 - nan


def _keeps_property(
    exercise: Exercise,
    check: ConvergenceCheck,
    arguments: tuple[Any, ...],
    right: Outcome | type[Exception],
    other: Outcome | type[Exception],
) -> bool:
    """Whether the mutant's gradient is small wherever the reference's is, and it stays where that stays."""
    named = dict(zip(inspect.signature(exercise.function).parameters, arguments, strict=False))
    if isinstance(right, type) or isinstance(other, type):
        return right is other
    if other[2] or not all(map(_identical, arguments, other[1])):
        return False
    if np.array_equal(right[0], named[check.start]):
        return np.array_equal(other[0], right[0])
    try:
        norms = [float(np.linalg.norm(named[check.gradient](answer[0]))) for answer in (right, other)]
    except Exception:  # noqa: BLE001 - a mutant's answer need be no point
        return False
    return bool(norms[1] <= 10 * named[check.tolerance] or norms[0] > 10 * named[check.tolerance])
