"""What is measured over a class, in frozen data: how its exercises fared, and which submissions are alike."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from autograder.records import Cell


@dataclass(frozen=True, slots=True)
class CheckCount:
    """How often a check was lost.

    Attributes
    ----------
    check : str
    lost : int
        Submissions that did not pass it; broken ones are not counted.
    alone : int
        Those of them that passed every other check of the exercise.
    """

    check: str
    lost: int
    alone: int


@dataclass(frozen=True, slots=True)
class ExerciseStatistics:
    """How a class fared on an exercise. What is None is undefined, for want of submissions or of differences.

    Attributes
    ----------
    exercise : str
    count : int
        Submissions that were judged on it, by whichever release: those with a check that did not break.
    mean : float or None
        Of the points, over the submissions for which no check broke.
    difficulty : float or None
        Mean share of the points that could be earned: the p-value of classical test theory. A high one is easy.
    discrimination : float or None
        Correlation of an exercise's share with the share of all others together, in [-1, 1].
    full, zero : float or None
        Shares of the submissions with all points, and with none.
    crashed, blocked : float or None
        Shares of the submissions with such a check.
    supplied : float or None
        Share of the submissions that were judged with correct earlier functions.
    broken : int
        Submissions for which a check broke. That is our fault: such checks are in none of the other figures.
    lost : int
        Submissions that did not pass all checks.
    checks : tuple of CheckCount
        In the order of the sheet.
    """

    exercise: str
    count: int
    mean: float | None
    difficulty: float | None
    discrimination: float | None
    full: float | None
    zero: float | None
    crashed: float | None
    blocked: float | None
    supplied: float | None
    broken: int
    lost: int
    checks: tuple[CheckCount, ...]

    @property
    def decides_alone(self) -> str | None:
        """The check that decides alone, of several: whoever lost any check lost it, and that is true of no other.

        Without the others the same submissions would have been right; what they change is how many points are lost.
        """
        if not self.lost or len(self.checks) < 2:
            return None
        always = [each.check for each in self.checks if each.lost == self.lost]
        return always[0] if len(always) == 1 else None


@dataclass(frozen=True, slots=True)
class Misconception:
    """A known mistake, and how many submissions made it. One with the numbers of several counts for each of them.

    Attributes
    ----------
    exercise, name : str
    count : int
    """

    exercise: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Times:
    """Wall times of the grading of single submissions, in seconds.

    Attributes
    ----------
    median, ninetieth, most, total : float
        `ninetieth` is the 90th percentile, `total` the sum: with several graders side by side less went by.
    """

    median: float
    ninetieth: float
    most: float
    total: float


@dataclass(frozen=True, slots=True)
class ClassStatistics:
    """How a class fared on a sheet.

    Attributes
    ----------
    assignment : str
        "" if nothing was graded.
    count, refused : int
        Files that were graded, and files that could not be.
    mean : float or None
        Share of the points that could be earned; without the questions in words. None if there are none.
    quartiles : tuple of float or None
        Lower quartile, median and upper quartile of that share.
    times : Times or None
    exercises : tuple of ExerciseStatistics
        In the order of the sheet.
    misconceptions : tuple of Misconception
        The most frequent first.
    """

    assignment: str
    count: int
    refused: int
    mean: float | None
    quartiles: tuple[float, float, float] | None
    times: Times | None
    exercises: tuple[ExerciseStatistics, ...]
    misconceptions: tuple[Misconception, ...]


@dataclass(frozen=True, slots=True)
class Fared:
    """How a submission fared on an exercise.

    Attributes
    ----------
    exercise : str
    points, possible : Fraction
    outcome : str
        "full", or else that of the first check that was lost.
    misconceptions : tuple of str
        Names of the known mistakes with its numbers.
    """

    exercise: str
    points: Fraction
    possible: Fraction
    outcome: str
    misconceptions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Code:
    """What a report shows of a submission's code.

    Attributes
    ----------
    functions : mapping of str to Cell
        By the exercises that lost points: what defines them.
    cells : tuple of (Cell, tuple of str)
        What the student wrote, in its order, with the exercises that each defines.
    """

    functions: Mapping[str, Cell] = field(default_factory=dict)
    cells: tuple[tuple[Cell, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """A student on the page of a class.

    Attributes
    ----------
    key, name, section : str
        The key is random, and the only one of them that stands in the address of a page.
    points : Fraction or None
        After all that was decided; None where nothing that could be graded was handed in.
    exercises : tuple of Fared
        Of the submission that counts.
    notes : tuple of str
        What the staff should know, a clause each.
    seconds : float
        That grading took.
    level : str
        Of the isolation; "" where nothing was run.
    has_report : bool
        Whether there is a page for the student.
    """

    key: str
    name: str
    section: str
    points: Fraction | None
    exercises: tuple[Fared, ...] = ()
    notes: tuple[str, ...] = ()
    seconds: float = 0.0
    level: str = ""
    has_report: bool = False


@dataclass(frozen=True, slots=True)
class Alike:
    """A function that two submissions wrote alike.

    Attributes
    ----------
    function : str
    share : float
        How much of it is found in the other submission: the lesser of the two shares, in (0, 1].
    """

    function: str
    share: float


@dataclass(frozen=True, slots=True)
class Similar:
    """Two submissions that are alike: evidence for a person who looks at both, and never a score.

    Attributes
    ----------
    first, second : str
        Their keys, in alphabetical order.
    closeness : float
        In (0, 1], and 1 for the class's most similar pair: an order, in which what few have written counts for more.
    shares : tuple of float
        How much of what was compared of the first is found in the second, and the other way round.
    functions : tuple of Alike
        The most alike first.
    page : str
        Name of the page that shows both side by side.
    """

    first: str
    second: str
    closeness: float
    shares: tuple[float, float]
    functions: tuple[Alike, ...]
    page: str
