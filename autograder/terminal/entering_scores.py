"""What counts of a class, into a platform's grade book: decisions, lateness and all that the policy does are in it."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from autograder.gradebook import results
from autograder.integrations.lms import Owner, Standing, Student
from autograder.integrations.lms.moodle import BLIND
from autograder.records import Result
from autograder.terminal.entering import fill_in
from autograder.terminal.screen import named

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from sqlalchemy import Connection

    from autograder.terminal.entering import Filling
    from autograder.terminal.standings import Row

HOW = "after all that was decided and the policy takes off"


def enter_scores(db: Connection, filling: Filling, assignment: str, rows: Iterable[Row], path: Path) -> bool:
    """Write a copy of a platform's grade book with what counts; return whether anybody is in it.

    Parameters
    ----------
    db : Connection
        That reads the gradebook.
    filling : Filling
        The grade book as it was exported.
    assignment : str
        The sheet.
    rows : iterable of Row
        Of the class.
    path : Path
        Of the copy.

    Returns
    -------
    bool
    """
    counted = {each.submission: each for each in results.all_counted(db, assignment)}
    standings = []
    for row in rows:
        which = counted.get(row.standing.grade.counts or "")
        for owner in _owners(row, filling.book.platform, assignment) if which is not None else ():
            graded = results.load(db, which.result, which.path) if which is not None else None
            if isinstance(graded, Result):
                points = row.standing.grade.points
                standings.append(Standing(owner.students[0], owner, graded, points, Fraction(row.possible)))
    with named(filling.path):
        return fill_in(filling, standings, HOW, path, lambda result: result) > 0


def _owners(row: Row, platform: str, assignment: str) -> Iterator[Owner]:
    """Yield as whom the platform knows a student; by what the student is not known at all the copy says."""
    person = row.person
    numbers = dict(person.numbers)
    if platform == "moodle":
        number = numbers.get(f"moodle {assignment}", "")
        yield Owner("moodle", number or row.key, (Student(BLIND if number else row.name, number, person.email),))
    elif "canvas" in numbers:
        yield Owner("canvas", numbers["canvas"], (Student(person.name, numbers["canvas"], person.email),))
    else:
        sid = numbers.get("gradescope", numbers.get("id", ""))
        yield Owner("gradescope", sid or row.key, (Student(row.name, sid, person.email),))
