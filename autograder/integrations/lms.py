"""Learning platforms: whose a file of their downloads is, and their grade books with one column filled in.

- Canvas: the names of "Download Submissions" (lib/content_zipper.rb of instructure/canvas-lms), and the grade book's
  CSV (lib/gradebook_importer.rb).
- Moodle: the folders of "Download all submissions", and the offline grading worksheet.
- Gradescope: the folders of "Download Submissions".

Of a grade book every cell but those of the one column stays as it is, to the byte: platforms compare them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from autograder.errors import OperatorError
from autograder.records import Outcome, Result
from autograder.report import for_student, points_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from autograder.records import Refusal

CANVAS = re.compile(r"(?:^|/)(?P<name>\w+?)(?P<late>_LATE)?_(?P<id>\d+)_\d+_[^/]+$")
MOODLE = re.compile(r"(?:^|/)(?P<name>[^/]+)_(?P<id>\d+)_assignsubmission_file_?(?:/|$)")
GRADESCOPE = re.compile(r"(?:^|/)submission_(?P<id>\d+)(?:/|$)")
ASSIGNMENT = re.compile(r"(?P<title>.*) \((?P<id>\d+)\)")
MOODLE_COLUMNS = ("Identifier", "Grade can be changed", "Grade", "Feedback comments")
UNPRINTABLE = re.compile(r"[^\n\x20-\x7e\xa0-\ud7ff\ue000-\ufffd]")


class Owner(NamedTuple):
    """Whose a file is, as far as its place in a platform's download tells.

    Attributes
    ----------
    platform : str
        "canvas", "moodle" or "gradescope".
    id : str
        Canvas's user, Moodle's participant, Gradescope's submission.
    name : str
        As the platform writes it there; "" where it does not.
    late : bool
        Whether the platform marks it as late.
    """

    platform: str
    id: str
    name: str = ""
    late: bool = False


def owner_of(path: str) -> Owner | None:
    """Return whose a file is.

    Parameters
    ----------
    path : str
        Within the download, with forward slashes.

    Returns
    -------
    Owner or None
        None if it does not come from a download that is known.
    """
    if found := MOODLE.search(path):
        return Owner("moodle", found["id"], found["name"])
    if found := GRADESCOPE.search(path):
        return Owner("gradescope", found["id"])
    if found := CANVAS.search(path):
        return Owner("canvas", found["id"], found["name"], late=found["late"] is not None)
    return None


class Table(NamedTuple):
    """A CSV file of which every cell is kept as it is written, quotes and all.

    Attributes
    ----------
    delimiter : str
    rows : list of list of str
    ends : list of str
        What ends each row.
    """

    delimiter: str
    rows: list[list[str]]
    ends: list[str]

    def values(self, number: int) -> list[str]:
        """Return what a row's cells say."""
        return [
            cell[1:-1].replace('""', '"') if cell.startswith('"') else cell.removeprefix("\ufeff")
            for cell in self.rows[number]
        ]

    def text(self) -> str:
        """Return the file's text."""
        lines = (self.delimiter.join(row) + end for row, end in zip(self.rows, self.ends, strict=True))
        return "".join(lines)


def table_of(text: str) -> Table:
    """Read a CSV file; its delimiter is a semicolon if its first line has more of them than commas.

    Parameters
    ----------
    text : str
        As it was exported.

    Returns
    -------
    Table
        Whose `text` is the same to the byte.
    """
    first = re.sub(r'"(?:[^"]|"")*"', "", text).partition("\n")[0]
    delimiter = ";" if first.count(";") > first.count(",") else ","
    cell = re.compile(rf'\ufeff?"(?:[^"]|"")*"|[^{delimiter}\r\n]*')
    rows: list[list[str]] = [[]]
    ends: list[str] = []
    at = 0
    while at < len(text) or rows[-1]:
        found = cell.match(text, at)
        assert found is not None  # it matches nothing, too
        rows[-1].append(found[0])
        at = found.end()
        if text.startswith(delimiter, at):
            at += 1
            continue
        end = re.compile(r"\r\n|\n|\r|").match(text, at)
        assert end is not None
        if not end[0] and at < len(text):
            raise OperatorError(f"the grade book is no CSV: a quoted cell of row {len(rows)} goes on behind its quote.")
        ends.append(end[0])
        at = end.end()
        if at >= len(text):
            break
        rows.append([])
    return Table(delimiter, rows, ends)


def canvas_gradebook(exported: str, assignment: str, points: Mapping[str, str]) -> str:
    """Return a grade book that Canvas has exported, with one assignment's column filled in.

    Parameters
    ----------
    exported : str
        The file's text.
    assignment : str
        The assignment's title, or its number: the column `Title (123)` has both.
    points : mapping of str to str
        By the student's id in Canvas. Who is not in it keeps the cell.

    Returns
    -------
    str

    Raises
    ------
    OperatorError
        If it is no grade book, the column is missing or ambiguous, or Canvas does not read it.
    """
    table = table_of(exported)
    head = table.values(0)
    if len(head) < 3 or "Student" not in head[0] or "ID" not in head[1]:
        raise OperatorError("it is no grade book of Canvas's (its columns begin with Student and ID); export it again.")
    named = [(at, found) for at, name in enumerate(head) if (found := ASSIGNMENT.fullmatch(name))]
    columns = [at for at, found in named if assignment in (found["title"], found["id"])]
    if len(columns) != 1:
        known = ", ".join(found[0] for _, found in named) or "none"
        raise OperatorError(f"{len(columns)} columns of the grade book are {assignment!r}; its assignments: {known}.")
    (column,) = columns
    for number in range(1, len(table.rows)):
        values = table.values(number)
        if "Points Possible" in values[0] and "(read only)" in values[column]:
            raise OperatorError(f"Canvas has the column {head[column]!r} as read only, and would not take it.")
        if len(values) == len(head) and values[1] in points:
            table.rows[number][column] = _cell(points[values[1]], table.delimiter)
    return table.text()


def moodle_worksheet(exported: str, grades: Mapping[str, tuple[str, str]]) -> str:
    """Return an offline grading worksheet of Moodle's with grades and feedback filled in.

    Parameters
    ----------
    exported : str
        The file's text.
    grades : mapping of str to (str, str)
        The grade and the feedback by the participant's number. Who is not in it keeps both cells.

    Returns
    -------
    str

    Raises
    ------
    OperatorError
        If it is no worksheet, or a grade cannot be changed.
    """
    table = table_of(exported)
    head = table.values(0)
    if missing := [name for name in MOODLE_COLUMNS if name not in head]:
        names = ", ".join(missing)
        raise OperatorError(f"it is no grading worksheet of Moodle's (it has no column {names}); download it again.")
    identifier, changeable, grade, feedback = map(head.index, MOODLE_COLUMNS)
    for number in range(1, len(table.rows)):
        values = table.values(number)
        participant = values[identifier].removeprefix("Participant ")
        if len(values) != len(head) or participant not in grades:
            continue
        if values[changeable] == "No":
            raise OperatorError(f"Moodle does not let participant {participant}'s grade be changed; unlock it there.")
        points, words = grades[participant]
        table.rows[number][grade] = _cell(points, table.delimiter)
        table.rows[number][feedback] = _cell(UNPRINTABLE.sub("?", words), table.delimiter)
    return table.text()


def _cell(value: str, delimiter: str) -> str:
    if any(each in value for each in (delimiter, '"', "\n", "\r")):
        escaped = value.replace('"', '""')
        return f'"{escaped}"'
    return value


def filled(exported: str, assignment: str, graded: Iterable[Result | Refusal]) -> tuple[str, int]:
    """Return a platform's grade book with the points of what was graded.

    Parameters
    ----------
    exported : str
        Canvas's grade book or Moodle's worksheet.
    assignment : str
        Canvas's assignment; of no matter to Moodle, whose worksheet is of one.
    graded : iterable of Result or Refusal
        With the paths of the platform's own download. A file that was refused changes nothing: a person decides. Of
        several files of a student the best counts.

    Returns
    -------
    text : str
    count : int
        Of the students whose points are in it.

    Raises
    ------
    OperatorError
        If it is neither, or cannot be filled in.
    """
    is_moodle = "Identifier" in table_of(exported).values(0)
    platform = "moodle" if is_moodle else "canvas"
    best: dict[str, Result] = {}
    for each in graded:
        owner = owner_of(each.submission.replace("\\", "/"))
        if isinstance(each, Result) and owner is not None and owner.platform == platform:
            known = best.get(owner.id)
            best[owner.id] = each if known is None or each.points > known.points else known
    points = {student: points_text(each.points) for student, each in best.items()}
    if is_moodle:
        words = {student: (points[student], _feedback(each)) for student, each in best.items()}
        return moodle_worksheet(exported, words), len(points)
    return canvas_gradebook(exported, assignment, points), len(points)


def _feedback(result: Result) -> str:
    """Say why points were lost, a line each."""
    lines = [
        f"{score.exercise}: {for_student(mark.finding, score)}"
        for score in result.scores
        for mark in score.marks
        if mark.finding.outcome is not Outcome.PASSED
    ]
    return "\n".join(lines) or "All right."
