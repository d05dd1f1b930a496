"""What a solution needs beside itself: names that the student's notebook has, and exercises that it builds on."""

from __future__ import annotations

import builtins
import dis
import inspect
from types import CodeType
from typing import TYPE_CHECKING, Any

from autograder.errors import Fault
from autograder.spec.checks import CallsCheck, GradientCheck
from autograder.spec.cut import CutError, solution

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from autograder.spec.records import Exercise

NOTEBOOK = frozenset({*vars(builtins), "np", "__annotations__"})
LOADS = {"LOAD_NAME", "LOAD_GLOBAL", "LOAD_FROM_DICT_OR_GLOBALS"}
STORES = {"STORE_NAME", "STORE_GLOBAL"}


def builds_on(exercises: Iterable[Exercise], exercise: Exercise) -> dict[str, Callable[..., Any]]:
    """Return the earlier functions that an exercise builds on, directly or not, with the losses it derives.

    Those of earlier sheets come first.

    Parameters
    ----------
    exercises : iterable of Exercise
        The sheet's.
    exercise : Exercise
        One of them.

    Returns
    -------
    dict of str to callable
        In an order in which they can run.
    """
    by_function = {other.function: other for other in exercises}
    found: dict[str, Callable[..., Any]] = {}
    waiting = [exercise]
    while waiting:
        current = waiting.pop()
        judged = [check.of for check in current.checks if isinstance(check, GradientCheck | CallsCheck)]
        losses = [function for function in judged if callable(function) and function in by_function]
        for function in (*current.uses, *losses):
            if callable(function) and function.__name__ not in found:
                found[function.__name__] = function
                waiting += [by_function[function]] if function in by_function else []
    own = [other.name for other in by_function.values()]
    return dict(sorted(found.items(), key=lambda item: own.index(item[0]) if item[0] in own else -1))


def name_faults(exercises: list[Exercise]) -> Iterator[Fault]:
    """Yield the names that solutions need and do not find, and the exercises that they call without saying so.

    Parameters
    ----------
    exercises : list of Exercise
        Those of a sheet whose functions are functions.

    Yields
    ------
    Fault
    """
    order = [exercise.name for exercise in exercises]
    own = {exercise.function for exercise in exercises}
    for number, exercise in enumerate(exercises):
        try:
            needed = _globals(compile(solution(exercise.function), exercise.name, "exec", dont_inherit=True))
        except CutError:
            continue
        strings: tuple[Any, ...] = exercise.uses
        said: set[str] = {*builds_on(exercises, exercise), *(used for used in strings if isinstance(used, str))}
        for name in sorted(needed - NOTEBOOK - said):
            if name not in order:
                found = f"{exercise.name} uses {name!r}, which the student's notebook does not have"
                remedy = "move it into the function, or make it an earlier exercise and use it"
                yield Fault(exercise.where, found, remedy)
            elif name in order[:number]:
                found = f"{exercise.name} calls {name}, but its uses do not name it"
                yield Fault(exercise.where, found, "add it to uses")
            else:
                yield not_earlier(exercise, name)
        for function in exercise.uses:
            if inspect.isfunction(function) and function.__module__.startswith("reference.") and function not in own:
                yield from _foreign_faults(exercise, function, said)


def _foreign_faults(exercise: Exercise, function: Callable[..., Any], said: set[str]) -> Iterator[Fault]:
    """Yield what keeps a function of an earlier sheet from running in this one's notebook."""
    name = function.__name__
    try:
        needed = _globals(compile(solution(function), name, "exec", dont_inherit=True))
    except CutError as error:
        yield Fault(exercise.where, f"{exercise.name} uses {name}, and {name} {error}", error.remedy)
        return
    for other in sorted(needed - NOTEBOOK - said - {name}):
        found = f"{exercise.name} uses {name}, which calls {other!r}, but its uses do not name that"
        yield Fault(exercise.where, found, "add it to uses")


def not_earlier(exercise: Exercise, name: str) -> Fault:
    """Return the fault of an exercise that uses what is no exercise above it."""
    found = f"{exercise.name} uses {name!r}, which is no earlier exercise"
    return Fault(exercise.where, found, "use the function of an exercise above it, or of an earlier sheet")


def _globals(code: CodeType) -> set[str]:
    """Return the global names that a piece of code loads and does not make, in its functions, too."""
    steps = [*dis.get_instructions(code)]
    made = {step.argval for step in steps if step.opname in STORES}
    found = {step.argval for step in steps if step.opname in LOADS}
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            found |= _globals(inner)
    return found - made
