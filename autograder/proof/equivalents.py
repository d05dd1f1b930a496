"""Tries generated mutants that are declared equivalent on thousands of inputs: an excuse is shown, not believed."""

from __future__ import annotations

import inspect
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
MINIMISED = 1_000  # where an answer is judged by property, and each takes a whole minimisation
FROM = 1_000  # the first of their draws: no hidden trial has so large a number


def is_judged_by_property(exercise: Exercise) -> bool:
    """Whether many right answers exist."""
    return any(isinstance(check, ConvergenceCheck) for check in exercise.checks)


def difference(exercise: Exercise, seeds: Seeds, source: str) -> str:
    """Look for an input on which a mutant gives something else than the reference.

    Where an answer is judged by its property, it is one at which the reference has the property and the mutant has not.

    Parameters
    ----------
    exercise : Exercise
        Whose reference is compared with.
    seeds : Seeds
        Of the inputs.
    source : str
        Of the mutant.

    Returns
    -------
    str
        Where they differ, as a clause; "" if they do not.
    """
    namespace = dict(exercise.function.__globals__)
    exec(compile(source, exercise.name, "exec"), namespace)  # noqa: S102 - the author's function with one slip
    mutant = namespace[exercise.name]
    by_property = next((check for check in exercise.checks if isinstance(check, ConvergenceCheck)), None)
    for number in range(MINIMISED if by_property else INPUTS):
        point, which = divmod(number, len(exercise.cases))
        case = exercise.cases[which]
        arguments = case.build(seeds.hidden(exercise, case, FROM + point))
        if by_property:
            same = _keeps_property(exercise, by_property, mutant, arguments)
        else:
            same = _same(_outcome(exercise.function, arguments), _outcome(mutant, arguments))
        if not same:
            return f"input {number + 1} of the case “{case.name}” tells it apart"
    return ""


Outcome = tuple[Any, tuple[Any, ...], bool]


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
    return one is other or np.array_equal(one, other)


def _keeps_property(
    exercise: Exercise, check: ConvergenceCheck, mutant: Callable[..., Any], arguments: tuple[Any, ...]
) -> bool:
    """Whether the mutant's gradient is small wherever the reference's is, and it stays where that stays."""
    named = dict(zip(inspect.signature(exercise.function).parameters, arguments, strict=False))
    right, other = (_outcome(function, arguments) for function in (exercise.function, mutant))
    if isinstance(right, type) or isinstance(other, type):
        return right is other
    if np.array_equal(right[0], named[check.start]):
        return np.array_equal(other[0], right[0])
    norms = [float(np.linalg.norm(named[check.gradient](answer[0]))) for answer in (right, other)]
    return bool(norms[1] <= 10 * named[check.tolerance] or norms[0] > 10 * named[check.tolerance])
