"""A function of the notebook, called across the boundary."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.errors import CallFailed
from autograder.records import Ended, Raised, Value
from autograder.verify.calls import copied
from autograder.verify.compare import numbers
from autograder.verify.differences import SINGLE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from autograder.records import Answer
    from autograder.sandbox import Exercise as Process

PATIENCE = 100  # times what the reference needs


class Called:
    """A function of the notebook, called across the boundary.

    Parameters
    ----------
    process : autograder.sandbox.Exercise
    name : str
    seconds : float
        What the reference needs for one call.
    """

    def __init__(self, process: Process, name: str, seconds: float) -> None:
        self._process, self._name, self._seconds = process, name, seconds

    def __call__(self, *arguments: Any) -> Any:
        """Return the value of one call."""
        return self.many([arguments])[0]

    def many(self, batch: Sequence[tuple[Any, ...]]) -> list[Any]:
        """Return the values of many calls.

        Raises
        ------
        CallFailed
            At the first call without a value.
        """
        return [answer.value for answer in self.answers(batch)]

    def answers(self, batch: Sequence[tuple[Any, ...]], *, watch: bool = False) -> list[Value]:
        """Return the answers of many calls.

        Raises
        ------
        CallFailed
            At the first call without a value.
        """
        values = []
        for at, answer in enumerate(self.ask(batch, watch=watch)):
            if not isinstance(answer, Value):
                raise CallFailed(answer, at)
            values.append(answer)
        if len(values) < len(batch):
            raise CallFailed(Ended(), len(values))
        return values

    def ask(self, batch: Sequence[tuple[Any, ...]], *, watch: bool = False) -> list[Answer]:
        """Return what many calls gave; the list ends at the first that is no value."""
        if any(_is_number(each) for arguments in batch for each in arguments):
            batch = [tuple(map(_number, arguments)) for arguments in batch]
        return self._process.call(self._name, batch, PATIENCE * self._seconds * len(batch), watch=watch)


class Loss:
    """A loss of the notebook's, to be differentiated: outside its domain it is nan, and arrays are summed.

    Parameters
    ----------
    function : Called
        Once it has given a value, what raises is outside its domain: `math.log` at a negative number.
    """

    def __init__(self, function: Called) -> None:
        self._function = function
        self._works = False

    def __call__(self, *arguments: Any) -> Any:
        """Return the value of one call."""
        return self.many([arguments])[0]

    def many(self, batch: Sequence[tuple[Any, ...]]) -> list[Any]:
        """Return the values of many calls.

        Raises
        ------
        CallFailed
            If a call raises before any has given a value, or gives none in another way.
        """
        values: list[Any] = []
        while len(values) < len(batch):
            for answer in self._function.ask(batch[len(values) :]):
                if isinstance(answer, Value):
                    self._works = True
                    values.append(_sum(answer.value))
                elif isinstance(answer, Raised) and self._works:
                    values.append(math.nan)
                else:
                    raise CallFailed(answer, len(values))
        return values


class Batched:
    """A function of this side, asked as one of the notebook's is, in its precision.

    Parameters
    ----------
    function : callable
    unit : float
        The unit round-off of its values.
    """

    def __init__(self, function: Callable[..., Any], unit: float) -> None:
        self._function = function
        self._dtype = np.float32 if unit == SINGLE else np.float64

    def __call__(self, *arguments: Any) -> Any:
        """Return the value of one call."""
        return self.many([arguments])[0]

    def many(self, batch: Sequence[tuple[Any, ...]]) -> list[Any]:
        """Return the values of many calls."""
        with np.errstate(all="ignore"):  # as in the notebook's process: some points lie outside a loss's domain
            return [self._rounded(self._function(*copied(arguments))) for arguments in batch]

    def _rounded(self, value: Any) -> Any:
        if isinstance(value, tuple):
            return tuple(map(self._rounded, value))
        return np.asarray(value).astype(self._dtype)


def summed(loss: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function of this side whose arrays are summed: entry by entry, the derivative is that of the sum."""

    def total(*arguments: Any) -> Any:
        with np.errstate(all="ignore"):
            return np.sum(loss(*arguments))

    return total


def _number(value: Any) -> Any:
    return value.item() if _is_number(value) else value


def _is_number(value: Any) -> bool:
    """Whether this is a number in the form of an array, where a case has a plain one."""
    return isinstance(value, np.ndarray | np.generic) and value.ndim == 0


def _sum(value: Any) -> Any:
    found = numbers(value)
    return value if found is None else np.sum(found)


def signature(process: Process, name: str, batch: Sequence[tuple[Any, ...]]) -> tuple[Answer, ...] | None:
    """Return what a function gives to each list of arguments by itself, where it raises for some of them.

    Parameters
    ----------
    process : autograder.sandbox.Exercise
        Where it is called.
    name : str
        The function.
    batch : sequence of tuple
        The lists of arguments.

    Returns
    -------
    tuple of Value or Raised, or None
        None if some call gave neither.
    """
    answers = process.call(name, batch, watch=True)
    if isinstance(answers[-1], Raised):
        answers = [process.call(name, [arguments], watch=True)[0] for arguments in batch]
    return tuple(answers) if all(isinstance(answer, Value | Raised) for answer in answers) else None
