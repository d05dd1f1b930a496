"""Grades what was handed in once more, shows whose points move and why, and applies it when told."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from autograder.classroom.batch import is_final, results_for
from autograder.gradebook import intake, results
from autograder.records import Result

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from fractions import Fraction

    from sqlalchemy import Connection

    from autograder.classroom.batch import Pool
    from autograder.gradebook import Edition, Gradebook
    from autograder.gradebook.results import Counted
    from autograder.records import ExerciseScore, Refusal


class Move(NamedTuple):
    """An exercise, or a question of the multiple choice, whose points are other ones.

    Attributes
    ----------
    exercise : str
        Or the question's name.
    old, new : Fraction or None
        None where the sheet did not have it, or the file was refused.
    score : ExerciseScore or None
        The one that says why: the new one, or the old one of an exercise that is no more; a question has none.
    """

    exercise: str
    old: Fraction | None
    new: Fraction | None
    score: ExerciseScore | None


class Change(NamedTuple):
    """A submission whose result is another one now.

    Attributes
    ----------
    submission, student : str
        Keys of the gradebook.
    result : int
        Number of the new result.
    old, new : Fraction or None
        Points, those of the multiple choice among them; None where the file was refused.
    moves : tuple of Move
        Exercise by exercise, those alone that differ.
    """

    submission: str
    student: str
    result: int
    old: Fraction | None
    new: Fraction | None
    moves: tuple[Move, ...]


def regrade(
    book: Gradebook,
    edition: Edition,
    pool: Pool,
    *,
    again: bool = False,
    advance: Callable[[int, bool], None] = lambda _count, _is_new: None,
) -> tuple[int, tuple[Change, ...]]:
    """Grade all submissions of a sheet that have a result, by the sheet as it is now. Nothing counts otherwise by it.

    Parameters
    ----------
    book : Gradebook
        That holds them.
    edition : Edition
        The sheet as it is.
    pool : callable
        That grades; see `autograder.classroom.batch`.
    again : bool, optional
        Whether what has a result by the sheet as it is is graded once more.
    advance : callable, optional
        Told how many submissions have come to their end, and whether they were graded now.

    Returns
    -------
    run : int
        Of which the new results are.
    changes : tuple of Change
        In the order of the submissions.
    """
    with book.writing() as db:
        run = intake.begin(db, "regrade", edition)
        counted = [each for each in results.all_counted(db, edition.assignment) if each.content]
    names = {each.content: each.path for each in counted}
    times = Counter(each.content for each in counted)
    new: dict[str, int] = {}
    for content, number, is_new in results_for(book, run, edition, names, pool, _nothing, again=again):
        new[content] = number
        advance(times[content], is_new)
    changes: list[Change] = []
    for each in counted:
        if new[each.content] != each.result:
            with book.reading() as db:
                changes += _change(db, each, new[each.content])
    with book.writing() as db:
        intake.end(db, run)
    return run, tuple(changes)


def _nothing(_db: Connection, _content: str, _number: int) -> None:
    """Let nothing count."""


def _change(db: Connection, counted: Counted, number: int) -> Iterator[Change]:
    """Yield what a new result changes: nothing, if something of it is our fault."""
    old, new = (results.load(db, each, counted.path) for each in (counted.result, number))
    if is_final(new):
        yield Change(counted.submission, counted.student, number, _points(old), _points(new), moves_between(old, new))


def _points(graded: Result | Refusal) -> Fraction | None:
    if not isinstance(graded, Result):
        return None
    return graded.points + sum(reply.points for reply in graded.replies if reply.points is not None)


def _parts(graded: Result | Refusal) -> dict[str, tuple[Fraction, ExerciseScore | None]]:
    """Return the points of exercises, and of questions that a person does not mark, with what says why."""
    if not isinstance(graded, Result):
        return {}
    scores = {score.exercise: (score.points, score) for score in graded.scores}
    return scores | {reply.question: (reply.points, None) for reply in graded.replies if reply.points is not None}


def moves_between(old: Result | Refusal, new: Result | Refusal) -> tuple[Move, ...]:
    """Return the exercises, and the questions of the multiple choice, whose points differ in two results.

    Parameters
    ----------
    old, new : Result or Refusal
        Of the same file.

    Returns
    -------
    tuple of Move
        In the order of the new sheet, then what the old one had beyond it.
    """
    before, after = _parts(old), _parts(new)
    moves = []
    for name in dict.fromkeys([*after, *before]):
        (was, old_score), (now, new_score) = before.get(name, (None, None)), after.get(name, (None, None))
        if was != now:
            moves.append(Move(name, was, now, new_score or old_score))
    return tuple(moves)


def apply(book: Gradebook, run: int, changes: Sequence[Change], *, better: bool = False) -> int:
    """Let new results count.

    Parameters
    ----------
    book : Gradebook
        That holds them.
    run : int
        Of `regrade`.
    changes : sequence of Change
        Of the same.
    better : bool, optional
        Only where they have more points; a refusal never counts instead of points.

    Returns
    -------
    int
        How many count now.
    """
    why = "better after regrading" if better else "regraded"
    wanted = [each for each in changes if not better or _is_better(each)]
    with book.writing() as db:
        return sum(results.count(db, each.submission, each.result, run, why) for each in wanted)


def _is_better(change: Change) -> bool:
    return change.new is not None and (change.old is None or change.new > change.old)
