"""What an instructor writes beside the reference: frozen records that say how each function is judged."""

from __future__ import annotations

import dataclasses
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from autograder.records import Place

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np

    Build = Callable[[np.random.Generator], tuple[Any, ...]]


def _declared_at() -> Place:
    """Return the line on which an author wrote the record that is being made."""
    frame = sys._getframe(1)  # noqa: SLF001 - the one way to know the caller's line
    ours = {__file__, dataclasses.__file__, "<string>"}  # the records' own methods, and dataclasses.replace
    while frame.f_back is not None and frame.f_code.co_filename in ours:
        frame = frame.f_back
    return Place(frame.f_code.co_filename, frame.f_lineno)


@dataclass(frozen=True)
class Record:
    """Anything an author declares; it knows the line it was declared on."""

    where: Place = field(default_factory=_declared_at, init=False, repr=False, compare=False)


@dataclass(frozen=True)
class Case(Record):
    """A kind of input. Its hidden draws and its visible sibling come from the same `build`.

    Parameters
    ----------
    name : str
        What is special about the input; students read it.
    build : callable
        `build(rng) -> arguments`, a tuple in the order of the function's parameters, made afresh at each call
        from the `numpy.random.Generator` alone.
    """

    name: str
    build: Build


@dataclass(frozen=True)
class GradientCheck(Record):
    """The answer is the derivative of a loss. Judged by finite differences of the student's own loss.

    Parameters
    ----------
    of : callable
        The reference loss; it takes the same parameters as the exercise's function.
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
    """

    name: ClassVar[str] = "reference"

    points: int = 2
    share: int = 1
    fresh: bool = False


Check = GradientCheck | ReferenceCheck


@dataclass(frozen=True)
class Mutant(Record):
    """A known wrong answer: the reference with one piece of its solution written as students write it.

    Parameters
    ----------
    name : str
        The misconception, in words with hyphens.
    old, new : str
        The piece of the solution, which occurs exactly once in it, and what stands there instead.
    explanation : str
        What the student who wrote this should look at; one or two sentences, without the answer.
    keeps : float, optional
        Share of the points that a submission with this mistake keeps, in [0, 1).
    """

    name: str
    old: str
    new: str
    explanation: str
    keeps: float = 0.0


@dataclass(frozen=True)
class Variant(Record):
    """A known right answer, written otherwise than the reference.

    Parameters
    ----------
    name : str
        In words with hyphens.
    function : callable
        With the exercise's parameters. Its own name does not matter, it is graded under the exercise's; it may
        use numpy as `np`, the standard library by imports in its body, and the sheet's other functions.
    """

    name: str
    function: Callable[..., Any]


@dataclass(frozen=True)
class Equivalent(Record):
    """A generated mutant that is no mistake: it gives what the reference gives on every input.

    Parameters
    ----------
    change : str
        As `secant check` prints it.
    reason : str
        Why nothing can tell it apart.
    """

    change: str
    reason: str


@dataclass(frozen=True)
class Exercise(Record):
    """One function to write.

    Parameters
    ----------
    function : callable
        The reference; the object, not its name.
    points : int
    cases : tuple of Case
    checks : tuple of GradientCheck or ReferenceCheck
        Each is all or nothing over the cases.
    mutants : tuple of Mutant
    variants : tuple of Variant, optional
    uses : tuple of callable, optional
        Reference functions of earlier exercises that this one builds on.
    equivalents : tuple of Equivalent, optional
        Generated mutants that nothing can tell from the reference.
    """

    function: Callable[..., Any]
    points: int
    cases: tuple[Case, ...]
    checks: tuple[Check, ...]
    mutants: tuple[Mutant, ...] = ()
    variants: tuple[Variant, ...] = ()
    uses: tuple[Callable[..., Any], ...] = ()
    equivalents: tuple[Equivalent, ...] = ()

    @property
    def name(self) -> str:
        """The function's name, which is the exercise's."""
        return getattr(self.function, "__name__", repr(self.function))


@dataclass(frozen=True)
class Assignment(Record):
    """A sheet. `exercises.py` names it `ASSIGNMENT`; its name is its folder's.

    Parameters
    ----------
    title : str
    exercises : tuple of Exercise
        In the order of the sheet.
    data : tuple of str, optional
        Files of the folder that students get, as relative paths.
    packages : tuple of str, optional
        Distributions that submissions may import beside the standard library.
    """

    title: str
    exercises: tuple[Exercise, ...]
    data: tuple[str, ...] = ()
    packages: tuple[str, ...] = ("numpy", "matplotlib")

    @property
    def folder(self) -> Path:
        """The sheet's folder: that of the file in which the record stands."""
        return Path(self.where.file).parent

    @property
    def name(self) -> str:
        """The sheet's name: that of its folder."""
        return self.folder.name

    @property
    def points(self) -> int:
        """The points of all exercises."""
        return sum(exercise.points for exercise in self.exercises)
