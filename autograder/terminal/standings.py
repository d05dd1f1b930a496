"""What a class has, for the staff: on the screen, and as files for their own use or for others'."""

from __future__ import annotations

import csv
import io
import json
import re
import secrets
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

from rich.table import Table
from rich.text import Text

from autograder.classroom.grades import possible_points
from autograder.gradebook import publishing, results, roster
from autograder.gradebook.marking import OVERRIDE
from autograder.records import Result
from autograder.report import for_line, harmless, points_text, printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sqlalchemy import Connection

    from autograder.classroom.grades import Standing
    from autograder.classroom.regrading import Change
    from autograder.gradebook import Person
    from autograder.gradebook.publishing import Published
    from autograder.spec import Assignment

COLUMNS = ("name", "key", "e-mail", "section", "group", "assignment", "points", "possible", "file", "notes")


class Row(NamedTuple):
    """A student, what they have for a sheet, and what they were told."""

    key: str
    person: Person
    standing: Standing
    told: Published | None
    possible: int

    @property
    def points(self) -> str:
        """What the student has; "-" where nothing was handed in that could be graded."""
        return points_text(self.standing.grade.points) if self.standing.has_grade else "-"

    @property
    def name(self) -> str:
        """What the staff know the student by."""
        return name_of(self.key, self.person)


def name_of(key: str, person: Person) -> str:
    """Return what the staff know a student by: the name, or a number, or the key."""
    numbers = (number for _, number in person.numbers)
    return person.name or person.email or next(numbers, key)


def roster_table(people: Mapping[str, Person]) -> Table:
    """Return a row a student."""
    table = Table(box=None, padding=(0, 2, 0, 0))
    for title in ("key", "name", "e-mail", "section", "group", "known as"):
        table.add_column(title, overflow="fold")
    for key, person in people.items():
        numbers = ", ".join(f"{platform or 'folder'} {number}" for platform, number in person.numbers)
        table.add_row(*map(printable, (key, person.name, person.email, person.section, person.team, numbers)))
    return table


def rows_of(db: Connection, sheet: Assignment, found: Mapping[str, Mapping[str, Standing]]) -> list[Row]:
    """Return the rows of a sheet, in the order of names."""
    people, told = roster.roster(db), publishing.published(db, sheet.name)
    rows = [
        Row(key, people[key], each[sheet.name], told.get(key), possible_points(sheet)) for key, each in found.items()
    ]
    return sorted(rows, key=lambda row: in_order(row.name))


def in_order(name: str) -> list[tuple[str, int]]:
    """Return what names are sorted by: as people do, "Student 9" before "Student 10"."""
    return [(words, int(digits or -1)) for words, digits in re.findall(r"(\D*)(\d{0,18})", name.casefold())]


def notes_on(row: Row) -> Iterator[str]:
    """Yield what the staff should know beside the points, a clause each."""
    standing = row.standing
    for reason in standing.refused:
        yield f"not graded: it {reason.removesuffix('.')}"
    if standing.open:
        yield f"to be marked by a person: {', '.join(standing.open)}"
    for decision in standing.stale:
        points = points_text(decision.points or Fraction(0))
        yield f"{decision.item}: {points} by {decision.who}, decided on another answer or result"
    if row.told is not None and (row.told.points, row.told.possible) != (standing.grade.points, Fraction(row.possible)):
        yield f"was told {points_text(row.told.points)} of {points_text(row.told.possible)}"


def standings_table(rows: Iterable[Row]) -> Table:
    """Return a row a student, for the screen."""
    table = Table(box=None, padding=(0, 2, 0, 0))
    table.add_column("student", overflow="fold")
    table.add_column("points", justify="right", no_wrap=True)
    table.add_column("notes")
    for row in rows:
        points = f"{row.points} / {row.possible}"
        table.add_row(printable(row.name), Text(points), printable("; ".join(notes_on(row)), "yellow"))
    return table


def lines_table(row: Row) -> Table:
    """Return a row a line of one student's grade."""
    table = Table(box=None, padding=(0, 2, 0, 0))
    table.add_column("points", justify="right", no_wrap=True)
    table.add_column("possible", justify="right", no_wrap=True)
    table.add_column("what for")
    for line in row.standing.grade.lines:
        possible = points_text(line.possible) if line.possible else ""
        table.add_row(Text(points_text(line.points)), Text(possible), printable(for_line(line)))
    for decision in row.standing.decided:
        points = points_text(decision.points) if decision.points is not None else ""
        judged = f" instead of {decision.basis}" if decision.kind == OVERRIDE else ""
        words = f"{decision.item}: {points}{judged} by {decision.who}: {decision.why}"
        table.add_row(Text(""), Text(""), printable(words, "dim"))
    table.add_row(
        Text(row.points, "bold"), Text(str(row.possible), "bold"), printable(f"{row.name} {row.standing.path}")
    )
    return table


def changes_table(changes: Iterable[Change], people: Mapping[str, Person]) -> Table:
    """Return what regrading would change: a row a submission, and why, exercise by exercise."""
    from autograder.records import Outcome
    from autograder.report import for_student

    table = Table(box=None, padding=(0, 2, 0, 0))
    table.add_column("student", overflow="fold")
    table.add_column("points", justify="right", no_wrap=True)
    table.add_column("why")
    for change in changes:
        reasons = []
        for move in change.moves:
            marks = move.score.marks if move.score is not None else ()
            lost = next((mark.finding for mark in marks if mark.finding.outcome is not Outcome.PASSED), None)
            if move.new is None:
                why = "The file is refused." if change.new is None else "The sheet does not have it."
            elif move.score is None:
                why = "By its key."
            else:
                why = for_student(lost, move.score) if lost is not None else "All right."
            reasons.append(f"{move.exercise}: {_known(move.old)} -> {_known(move.new)}. {why}")
        name = printable(name_of(change.student, people[change.student]))
        table.add_row(name, Text(f"{_known(change.old)} -> {_known(change.new)}"), printable_lines(reasons))
    return table


def printable_lines(lines: Sequence[str]) -> Text:
    """Return lines of unknown origin as they may be printed."""
    return Text("\n").join(printable(line) for line in lines)


def _known(points: Any) -> str:
    return "-" if points is None else points_text(points)


def standings_csv(sheet: Assignment, rows: Iterable[Row]) -> str:
    """Return a row a student; no field begins as a formula does."""
    lines = []
    for row in rows:
        person = row.person
        who = (row.name, row.key, person.email, person.section, person.team)
        points = (sheet.name, "" if row.points == "-" else row.points, str(row.possible), row.standing.path)
        lines.append((*who, *points, "; ".join(notes_on(row))))
    return _csv(COLUMNS, lines)


def lines_csv(sheet: Assignment, rows: Iterable[Row]) -> str:
    """Return a row a line of every grade: how the points have come about."""
    lines = [
        (row.name, row.key, sheet.name, points_text(line.points), points_text(line.possible), for_line(line))
        for row in rows
        for line in row.standing.grade.lines
    ]
    return _csv(("name", "key", "assignment", "points", "possible", "what for"), lines)


def _csv(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\r\n")
    table.writerow(titles)
    table.writerows([_field(field) for field in row] for row in rows)
    return text.getvalue()


def _field(text: str) -> str:
    """Return a field as a spreadsheet shows it; a number with its sign is none of its formulas."""
    return text if text.removeprefix("-").replace(".", "", 1).isdigit() else harmless(text)


def anonymous_json(db: Connection, sheets: Sequence[Assignment], found: Mapping[str, Mapping[str, Standing]]) -> str:
    """Return what a class has without a word of whose it is.

    Students have keys of this export alone, in an order that is drawn. There are no names, numbers, sections, groups,
    files' names, times, texts or messages: of those that students have written, nothing.

    Parameters
    ----------
    db : Connection
        That reads the gradebook.
    sheets : sequence of Assignment
        Of the course.
    found : mapping of str to mapping of str to Standing
        From `standings`.

    Returns
    -------
    str
        JSON: a list of students, each with the grades of sheets; exercises, checks, outcomes, misconceptions, points.
    """
    counted = {each.submission: each for sheet in sheets for each in results.all_counted(db, sheet.name)}
    possible = {sheet.name: possible_points(sheet) for sheet in sheets}
    students = []
    for own in found.values():
        graded = {}
        for name, standing in own.items():
            result = None
            if (which := counted.get(standing.grade.counts or "")) is not None:
                result = results.load(db, which.result, "")
            graded[name] = _anonymous(standing, result if isinstance(result, Result) else None, possible[name])
        students.append({"student": secrets.token_hex(8), "assignments": graded})
    return json.dumps(sorted(students, key=lambda each: str(each["student"])), indent=1) + "\n"


def _anonymous(standing: Standing, result: Result | None, possible: int) -> dict[str, Any]:
    grade = standing.grade
    return {
        "points": float(grade.points) if standing.has_grade else None,
        "possible": possible,
        "late_days": grade.late_days,
        "refused": len(standing.refused),
        "exercises": [
            {
                "exercise": score.exercise,
                "supplied": list(score.supplied),
                "checks": [
                    {
                        "check": mark.finding.check,
                        "outcome": mark.finding.outcome.value,
                        "misconception": mark.finding.misconception,
                        "points": float(mark.points),
                        "possible": float(mark.possible),
                    }
                    for mark in score.marks
                ],
            }
            for score in (result.scores if result is not None else ())
        ],
    }
