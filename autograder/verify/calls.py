"""Calls of functions under judgement: plain callables, or functions that answer many calls at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Function = Callable[..., Any]


class Unanswered(Exception):
    """A guarded function has raised."""


def evaluate(function: Function, batch: Iterable[tuple[Any, ...]]) -> list[Any]:
    """Call a function with many lists of arguments; each call gets arguments of its own.

    Parameters
    ----------
    function : callable
        If it has a method `many`, which takes all argument lists at once, that is called: it is cheaper for a
        function behind a process boundary.
    batch : iterable of tuple
        Arguments, by position. A plain callable takes them one after the other, so that they need not be in memory
        all at once.

    Returns
    -------
    list
        One value a call.
    """
    many = getattr(function, "many", None)
    if many is not None:
        calls = list(batch)
        values: list[Any] = many(calls) if calls else []
        return values
    return [function(*copied(arguments)) for arguments in batch]


def guarded(function: Function) -> Function:
    """Return the function with whatever it raises turned into `Unanswered`; it keeps its `many`, if it has one."""

    def guard(call: Function) -> Function:
        def answer(*arguments: Any) -> Any:
            try:
                return call(*arguments)
            except Exception as error:
                raise Unanswered from error

        return answer

    guarded_function = guard(function)
    if (many := getattr(function, "many", None)) is not None:
        guarded_function.many = guard(many)  # type: ignore[attr-defined]
    return guarded_function


def copied(arguments: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return the arguments with copies of the arrays, which a function may change."""
    return tuple(a.copy() if isinstance(a, np.ndarray) else a for a in arguments)


def jiggled(arguments: tuple[Any, ...], rng: np.random.Generator, unit: float) -> tuple[Any, ...]:
    """Move every float among the arguments by at most one unit in the last place.

    Parameters
    ----------
    arguments : tuple
        Float arrays, Python floats and lists of them are moved; integers and everything else stay.
    rng : numpy.random.Generator
        Draws how far each is moved.
    unit : float
        The relative size of a unit in the last place.

    Returns
    -------
    tuple
    """

    def move(value: Any) -> Any:
        if isinstance(value, np.ndarray) and value.dtype.kind == "f":
            return value * (1 + unit * rng.uniform(-1, 1, value.shape))
        if isinstance(value, float):
            return value * (1 + unit * rng.uniform(-1, 1))
        if type(value) in {list, tuple}:
            return type(value)(move(part) for part in value)
        return value

    return tuple(move(value) for value in arguments)
