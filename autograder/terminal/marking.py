"""What people decide of a class, between its tables and the gradebook."""

from __future__ import annotations

import csv
import io
import re
from fractions import Fraction
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from autograder.classroom.grades import basis_of, basis_of_reply, standings
from autograder.errors import OperatorError
from autograder.gradebook import marking, results
from autograder.gradebook.marking import MANUAL, OVERRIDE, Decision
from autograder.records import Refusal
from autograder.report import harmless, printable
from autograder.terminal.standings import name_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import Connection

    from autograder.gradebook import Person
    from autograder.gradebook.marking import Request
    from autograder.records import Reply
    from autograder.spec import Assignment

POINTS = re.compile(r"\d{1,6}(?:[.,]\d{1,9})?")


def mark_all(db: Connection, sheet: Assignment, text: str, name: str, who: str) -> int:
    """Take over points for answers in words.

    Parameters
    ----------
    db : Connection
        That writes the gradebook.
    sheet : Assignment
        Of the answers.
    text : str
        The table that grading has written, with points and comments filled in.
    name : str
        Of the table.
    who : str
        Who gives the points.

    Returns
    -------
    int
        How many are other ones than before.

    Raises
    ------
    OperatorError
        With all rows that cannot be taken over; then none is.
    """
    replies = _replies(db, sheet)
    faults: list[str] = []
    decisions = []
    for number, row in enumerate(_rows(text, name), 2):
        given = (row["points"] or "").strip()
        if not given:
            continue
        found = replies.get((harmless(row["file"] or ""), row["question"] or ""))  # a spreadsheet may take off the "'"
        if found is None:
            faults.append(f"row {number}: {row['file']!r} has no written answer {row['question']!r}")
        elif not POINTS.fullmatch(given) or Fraction(given.replace(",", ".")) > found[0].possible:
            faults.append(f"row {number}: {given!r} is no number of points from 0 to {found[0].possible}")
        else:
            reply, students = found
            points, basis, why = Fraction(given.replace(",", ".")), basis_of_reply(reply), row.get("comment") or ""
            decisions += [
                Decision(student, sheet.name, reply.question, MANUAL, points, basis, who, why) for student in students
            ]
    if faults:
        raise OperatorError(f"{name}: " + "; ".join(faults) + "; nothing was taken over, mend the table.")
    return sum([marking.decide(db, each) for each in decisions])


def _rows(text: str, name: str) -> list[dict[str, str | None]]:
    """Return the table's rows by their columns.

    Raises
    ------
    OperatorError
        If it is no CSV: an open quote would swallow the rows below it; or if a column is missing.
    """
    delimiter = ";" if ";" in text.partition("\n")[0] else ","
    table = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        missing = {"file", "question", "points"} - {*(table.fieldnames or ())}
        rows = [*table]
    except csv.Error as error:
        raise OperatorError(f"{name}: is no CSV (line {table.line_num}: {error}); export it again.") from None
    if missing:
        raise OperatorError(
            f"{name}: has no column {', '.join(sorted(missing))}; fill in the table that grade has written."
        )
    return rows


def _replies(db: Connection, sheet: Assignment) -> dict[tuple[str, str], tuple[Reply, list[str]]]:
    """Return the written answers by file, as the table names it, and question, with the students whose it is."""
    counted = results.all_counted(db, sheet.name)
    documents = dict(results.documents(db, {each.result for each in counted}))
    found: dict[tuple[str, str], tuple[Reply, list[str]]] = {}
    for each in counted:
        graded = documents[each.result]
        for reply in () if isinstance(graded, Refusal) else graded.replies:
            if reply.points is None:
                key = (harmless(each.path), reply.question)
                students = found[key][1] if key in found and found[key][0] == reply else []
                found[key] = (reply, [*students, each.student])
    return found


def override_points(
    db: Connection, sheet: Assignment, student: str, exercise: str, points: Fraction | None, who: str, why: str
) -> bool:
    """Let other points count than those that were judged.

    Parameters
    ----------
    db : Connection
        That writes the gradebook.
    sheet : Assignment
        Of the exercise.
    student : str
        The key.
    exercise : str
        Its name.
    points : Fraction or None
        None takes an earlier decision back.
    who, why : str
        By whom, and on what grounds.

    Returns
    -------
    bool
        Whether that is new.

    Raises
    ------
    OperatorError
        If nothing of the student's was judged.
    """
    counts = standings(db, [sheet])[student][sheet.name].grade.counts
    counted = results.all_counted(db, sheet.name)
    if counts is not None:
        numbers = [each.result for each in counted if each.submission == counts]
    else:  # all came too late: it is decided on the last
        numbers = [each.result for each in counted if each.student == student][-1:]
    judged = next(iter(results.earned(db, numbers).values()), {}).get(exercise)
    if judged is None:
        raise OperatorError(f"{exercise}: nothing of this student was judged there; grade it first.")
    return marking.decide(db, Decision(student, sheet.name, exercise, OVERRIDE, points, basis_of(judged[0]), who, why))


def requests_table(requests: Iterable[Request], people: Mapping[str, Person]) -> Table:
    """Return a row a request."""
    table = Table(box=None, padding=(0, 2, 0, 0))
    for title in ("", "student", "assignment", "exercise", "asked", "decided"):
        table.add_column(title)
    for each in requests:
        decided = ""
        if each.granted is not None:
            decided = f"{'granted' if each.granted else 'refused'} by {each.by}: {each.because}"
        asked = f"{each.at.astimezone():%Y-%m-%d} by {each.who}: {each.why}"
        name = printable(name_of(each.student, people[each.student]))
        table.add_row(
            Text(str(each.id)), name, Text(each.assignment), Text(each.exercise), printable(asked), printable(decided)
        )
    return table
