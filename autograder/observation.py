"""What a reference does with the functions that it is given or calls: how often, and at which points."""

from __future__ import annotations

import inspect
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.spec import CallsCheck, PathCheck

if TYPE_CHECKING:
    from collections.abc import Callable

    from autograder.spec import Check, Exercise


@dataclass(frozen=True, slots=True)
class Observed:
    """A call of a reference.

    Attributes
    ----------
    value : object
    path : list
        The points of a `PathCheck`: those at which the gradient was asked for, and the value; [] for other checks.
    calls : int
        Those that a `CallsCheck` counts; 0 for other checks.
    """

    value: Any
    path: list[Any]
    calls: int


def observe(function: Callable[..., Any], arguments: tuple[Any, ...], check: Check) -> Observed:
    """Call a reference and note what a check wants to know.

    Parameters
    ----------
    function : callable
        The reference, or another right answer.
    arguments : tuple
        Its own to keep.
    check : Check
        Of the exercise.

    Returns
    -------
    Observed
    """
    watched = check.of if isinstance(check, PathCheck | CallsCheck) else None
    if watched is None:
        return Observed(function(*arguments), [], 0)
    if callable(watched):
        value, calls = _counted(function, arguments, watched)
        return Observed(value, [], calls)
    at = [*inspect.signature(function).parameters].index(watched)
    asked: list[Any] = []

    def noting(*point: Any) -> Any:
        asked.append(np.array(point[0]))
        return arguments[at](*point)

    value = function(*arguments[:at], noting, *arguments[at + 1 :])
    path = path_of(asked, value) if isinstance(check, PathCheck) else []
    return Observed(value, path, len(asked))


def path_of(asked: list[Any], value: Any) -> list[Any]:
    """Return the points of a way down: those asked for and the one returned, each once where several are the same."""
    points = [*asked, value]
    return [point for at, point in enumerate(points) if not (at and _same(point, points[at - 1]))]


def position(exercise: Exercise, parameter: str) -> int:
    """Return which of an exercise's parameters has a name."""
    return [*inspect.signature(exercise.function).parameters].index(parameter)


def _same(one: Any, other: Any) -> bool:
    try:
        return np.array_equal(np.ravel(one), np.ravel(other))
    except (TypeError, ValueError):  # what a submission returned need not be made of numbers
        return False


def _counted(function: Callable[..., Any], arguments: tuple[Any, ...], of: Callable[..., Any]) -> tuple[Any, int]:
    """Call a function and count the calls of another that it makes."""
    count = 0

    def note(frame: Any, event: str, _: Any) -> None:
        nonlocal count
        count += event == "call" and frame.f_code is of.__code__

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        value = function(*arguments)
    finally:
        sys.setprofile(before)
    return value, count
