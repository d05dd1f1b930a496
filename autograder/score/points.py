"""What findings are worth. Points are exact fractions until a platform needs a decimal."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Protocol

from autograder.records import ExerciseScore, Mark, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from autograder.records import Finding


class Scored(Protocol):
    """Whatever has points, of so many possible ones."""

    @property
    def points(self) -> Fraction:
        """What was earned."""

    @property
    def possible(self) -> Fraction:
        """What can be earned."""


def score_of(
    exercise: str, findings: Sequence[Finding], shares: Sequence[int], points: int, keeps: Fraction = Fraction(0)
) -> ExerciseScore:
    """Divide an exercise's points among its checks by their shares; each is all or nothing.

    A broken check is our fault: it is taken out of what can be earned, so that it costs nobody points and gives
    nobody any.

    Parameters
    ----------
    exercise : str
        Its name.
    findings : sequence of Finding
        One a check.
    shares : sequence of int
        The checks' weights.
    points : int
        Of the exercise.
    keeps : Fraction, optional
        Share of a check that is kept where its mistake is known, in [0, 1).

    Returns
    -------
    ExerciseScore
        With 0 <= points <= possible, and the possible ones of unbroken checks adding up to the exercise's.
    """
    marks = []
    for finding, share in zip(findings, shares, strict=True):
        worth = Fraction(points * share, sum(shares))
        possible = Fraction(0) if finding.outcome is Outcome.BROKEN else worth
        kept = keeps if finding.misconception else Fraction(0)
        gained = possible if finding.outcome is Outcome.PASSED else possible * kept
        marks.append(Mark(finding, gained, possible))
    return ExerciseScore(exercise, tuple(marks), *totals(marks))


def best_of(own: ExerciseScore, fair: ExerciseScore) -> ExerciseScore:
    """Return the better of two attempts: with the student's own earlier functions, and with correct ones.

    On a tie it is the second, whose findings speak of this exercise's mistakes alone.
    """
    return own if own.points > fair.points else fair


def totals(marks: Iterable[Scored]) -> tuple[Fraction, Fraction]:
    """Return the sums of the points and of the possible points."""
    several = [*marks]
    return sum((each.points for each in several), Fraction(0)), sum((each.possible for each in several), Fraction(0))
