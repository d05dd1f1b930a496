"""What an instructor writes beside the reference: frozen records that say how each function is judged."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autograder.spec.record import Record

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np

    from autograder.spec.checks import Check
    from autograder.spec.policy import Policy
    from autograder.spec.questions import Question

    Build = Callable[[np.random.Generator], tuple[Any, ...]]


@dataclass(frozen=True)
class Case(Record):
    """A kind of input. Its hidden draws and its visible sibling come from the same `build`.

    Parameters
    ----------
    name : str
        What is special about the input; students read it.
    build : callable
        `build(rng) -> arguments`, a tuple in the order of the function's parameters, made afresh at each call
        from the `numpy.random.Generator` alone. A function among them is a `Formula`.
    """

    name: str
    build: Build


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
    checks : tuple of Check
        Each is all or nothing over the cases; see `autograder.spec.checks`.
    mutants : tuple of Mutant
    variants : tuple of Variant, optional
    uses : tuple of callable, optional
        Reference functions of earlier exercises that this one builds on, of this sheet or an earlier one.
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
class Drawn(Record):
    """A file of data that is another one in every variant of a sheet.

    Parameters
    ----------
    path : str
        Relative to the sheet's folder.
    build : callable
        `build(rng) -> str`, the file's text, from the `numpy.random.Generator` alone.
    """

    path: str
    build: Callable[[np.random.Generator], str]


@dataclass(frozen=True)
class Assignment(Record):
    """A sheet. `exercises.py` names it `ASSIGNMENT`; its name is its folder's.

    Parameters
    ----------
    title : str
    exercises : tuple of Exercise
        In the order of the sheet.
    questions : tuple of Choice or Written, optional
        What is asked in words, in the order of the sheet.
    data : tuple of str or Drawn, optional
        Files that students get: of the folder, as relative paths, or drawn for each variant.
    packages : tuple of str, optional
        Distributions that submissions may import beside the standard library.
    policy : Policy or None, optional
        When the sheet is due, and what counts. It is no part of a release: it holds as it stands.
    language : str, optional
        Of what students are told: "en", or a translation's.
    """

    title: str
    exercises: tuple[Exercise, ...]
    questions: tuple[Question, ...] = ()
    data: tuple[str | Drawn, ...] = ()
    packages: tuple[str, ...] = ("numpy", "matplotlib")
    policy: Policy | None = None
    language: str = "en"

    @property
    def folder(self) -> Path:
        """The sheet's folder: that of the file in which the record stands."""
        return Path(self.where.file).parent

    @property
    def name(self) -> str:
        """The sheet's name: that of its folder."""
        return self.folder.name

    @property
    def earlier(self) -> tuple[Callable[..., Any], ...]:
        """The functions of earlier sheets that exercises build on: students paste their own."""
        own = {exercise.function for exercise in self.exercises}
        used = dict.fromkeys(function for exercise in self.exercises for function in exercise.uses)
        return tuple(function for function in used if function not in own)

    @property
    def points(self) -> int:
        """The points of all exercises and questions."""
        return sum(each.points for each in (*self.exercises, *self.questions))
