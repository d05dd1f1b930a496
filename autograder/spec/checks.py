"""How an answer may be judged: one record a property. Each is all or nothing over the exercise's cases."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from autograder.spec.record import Record

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True)
class GradientCheck(Record):
    """The answer is the derivative of a loss. Judged by finite differences of the student's own loss.

    Parameters
    ----------
    of : callable
        The reference loss; it takes the same parameters as the exercise's function. Where it returns an array, the
        answer is its derivative entry by entry.
    wrt : tuple of str, optional
        Parameters differentiated by, in the order of the answer's arrays; by default the first one.
    points : int, optional
        Draws of each case.
    share : int, optional
        Weight among the checks of the exercise.
    """

    name: ClassVar[str] = "gradient"

    of: Callable[..., Any]
    wrt: tuple[str, ...] = ()
    points: int = 2
    share: int = 1


@dataclass(frozen=True)
class ReferenceCheck(Record):
    """The answer agrees with the reference's, and the arguments are as they were.

    Parameters
    ----------
    points : int, optional
        Draws of each case.
    share : int, optional
        Weight among the checks of the exercise.
    fresh : bool, optional
        Whether the answer must share no memory with an argument; the docstring promises it.
    also : tuple of callable, optional
        Other right answers, with the exercise's parameters: a guard epsilon in its other place. A submission agrees
        with one of them throughout.
    """

    name: ClassVar[str] = "reference"

    points: int = 2
    share: int = 1
    fresh: bool = False
    also: tuple[Callable[..., Any], ...] = ()


@dataclass(frozen=True)
class SeriesCheck(Record):
    """The answers for a run of whole numbers agree with the reference's: a schedule over t = 1, 2, ...

    Parameters
    ----------
    over : str
        The parameter that runs from 1 to the case's own value.
    points : int, optional
        Draws of each case.
    share : int, optional
        Weight among the checks of the exercise.
    """

    name: ClassVar[str] = "series"

    over: str
    points: int = 1
    share: int = 1


@dataclass(frozen=True)
class PathCheck(Record):
    """The points at which the answer asks for a gradient, and the one that it returns, are the reference's.

    Asking twice at one point, or once more at the last, makes no difference.

    Parameters
    ----------
    of : str, optional
        The parameter that is the gradient.
    points : int, optional
        Draws of each case.
    share : int, optional
        Weight among the checks of the exercise.
    also : tuple of callable, optional
        As for `ReferenceCheck`.
    """

    name: ClassVar[str] = "path"

    of: str = "gradient"
    points: int = 2
    share: int = 1
    also: tuple[Callable[..., Any], ...] = ()


@dataclass(frozen=True)
class ConvergenceCheck(Record):
    """The gradient at the answer is at most ten times the tolerance: many right answers exist.

    Where the reference makes no step, the answer is the start. Where the reference does not get there in the steps that
    it is allowed, nobody has to. The answer may ask for a gradient at ten points a step, but for no more.

    Parameters
    ----------
    gradient, start, tolerance, max_steps : str, optional
        The parameters that are the gradient, the starting point, the tolerance and the largest number of steps.
    points : int, optional
        Draws of each case.
    share : int, optional
        Weight among the checks of the exercise.
    """

    name: ClassVar[str] = "convergence"

    gradient: str = "gradient"
    start: str = "theta0"
    tolerance: str = "tolerance"
    max_steps: str = "max_steps"
    points: int = 2
    share: int = 1


@dataclass(frozen=True)
class CallsCheck(Record):
    """The answer is right, and takes at most twice as many calls of a function as the reference, and one more.

    A gradient by differences is told so: its calls of the loss grow with the number of parameters.

    Parameters
    ----------
    of : str or callable
        A parameter that is a function, or an earlier exercise's reference function.
    points : int, optional
        Draws of each case.
    share : int, optional
        Weight among the checks of the exercise.
    """

    name: ClassVar[str] = "calls"

    of: str | Callable[..., Any]
    points: int = 1
    share: int = 1


@dataclass(frozen=True)
class RepeatCheck(Record):
    """The answer is right, and the same bit for bit when it is asked for again: nothing is drawn, nothing kept.

    Parameters
    ----------
    points : int, optional
        Draws of each case.
    share : int, optional
        Weight among the checks of the exercise.
    """

    name: ClassVar[str] = "repeat"

    points: int = 1
    share: int = 1


Check = GradientCheck | ReferenceCheck | SeriesCheck | PathCheck | ConvergenceCheck | CallsCheck | RepeatCheck
