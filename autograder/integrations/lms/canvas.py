"""Canvas's grade book: what lib/gradebook_importer.rb of instructure/canvas-lms reads."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from autograder.errors import OperatorError
from autograder.integrations.lms.owners import Owner, Student

if TYPE_CHECKING:
    from autograder.integrations.lms.table import Table

ASSIGNMENT = re.compile(r"(?P<title>.*) \((?P<id>\d+)\)")
SUMS = re.compile(
    "(Current|Final) (Score|Points|Grade)|Override (Score|Grade|Status)"
)  # never assignments, says Canvas
READ_ONLY = re.compile(r"read\s+only")
POSSIBLE = "Points Possible"
EXCUSED = "EX"
NO_GRADEBOOK = (
    "it is no grade book of Canvas's (its columns begin with Student and ID, and Section is one) and no grading "
    "worksheet of Moodle's; export it again."
)


class Row(NamedTuple):
    """A student's row of the grade book."""

    number: int
    student: Student
    sis: str
    login: str


def rows_in(table: Table) -> list[Row]:
    """Return the students' rows.

    Parameters
    ----------
    table : Table
        The grade book.

    Returns
    -------
    list of Row
        Without the rows that are about assignments: whole, and with an id.

    Raises
    ------
    OperatorError
        If it is no grade book.
    """
    head = table.values(0)
    names = _names(head)
    at = {title: head.index(title) for title in ("SIS User ID", "SIS Login ID") if title in head}
    rows = []
    for number in range(1, len(table.rows)):
        values = table.values(number)
        if len(values) != len(head) or POSSIBLE in values[0] or not values[names].strip():
            continue
        name = ", ".join(value.strip() for value in values[:names])
        sis, login = (values[at[title]].strip() if title in at else "" for title in ("SIS User ID", "SIS Login ID"))
        rows.append(Row(number, Student(name, values[names].strip()), sis, login))
    return rows


def _names(head: list[str]) -> int:
    """Return how many columns hold the name: the id is behind them."""
    if len(head) > 3 and "Student" in head[0] and "ID" in head[1]:
        count = 1
    elif len(head) > 4 and "LastName" in head[0] and "FirstName" in head[1] and "ID" in head[2]:
        count = 2
    else:
        raise OperatorError(NO_GRADEBOOK)
    if "Section" not in head:
        raise OperatorError(NO_GRADEBOOK)
    return count


def column_of(table: Table, assignment: str) -> int:
    """Find an assignment's column.

    Parameters
    ----------
    table : Table
        The grade book.
    assignment : str
        Its title, its number or both: the column `Title (123)` has them; a column without a number goes by its title.

    Returns
    -------
    int

    Raises
    ------
    OperatorError
        If it is missing or ambiguous, or Canvas does not let it be changed.
    """
    head = table.values(0)
    first = head.index("Section") + 1
    titles = [(at, title) for at, title in enumerate(head) if at >= first and not SUMS.search(title)]
    numbered = {at: found for at, title in titles if (found := ASSIGNMENT.fullmatch(title))}
    columns = [
        at
        for at, title in titles
        if assignment == title or (at in numbered and assignment in (numbered[at]["title"], numbered[at]["id"]))
    ]
    if len(columns) != 1:
        known = ", ".join(found[0] for found in numbered.values()) or "none"
        words = f"{len(columns)} columns of the grade book are {assignment!r}; its assignments: {known}."
        raise OperatorError(f"{words} Name one with --column, by its number if need be.")
    (column,) = columns
    if READ_ONLY.search(possible_of(table, column)):
        raise OperatorError(f"Canvas has the column {head[column]!r} as read only, and would not take it.")
    return column


def possible_of(table: Table, column: int) -> str:
    """Return what the row "Points Possible" says of a column; "" without one."""
    rows = (table.values(number) for number in range(1, len(table.rows)))
    return next((row[column] for row in rows if POSSIBLE in row[0] and len(row) > column), "")


def meant(rows: list[Row], owner: Owner, student: Student) -> list[Row]:
    """Return the rows that could be a student's.

    Parameters
    ----------
    rows : list of Row
        Of the grade book.
    owner : Owner
        Of the student's file.
    student : Student
        Of Canvas's download, by the id; of Gradescope's export, by the sid (`SIS User ID` or `ID`) or the e-mail
        address (`SIS Login ID`).

    Returns
    -------
    list of Row
        None, one, or several students' if what is known does not agree.
    """
    if owner.platform == "canvas":
        return [row for row in rows if row.student.id == student.id]
    if owner.platform == "gradescope":
        sid, email = student.id, student.email.casefold()
        return [
            row
            for row in rows
            if (sid and sid in (row.sis, row.student.id)) or (email and email == row.login.casefold())
        ]
    return []


def recognised(rows: list[Row], owner: Owner) -> Owner:
    """Return an owner with the name that the grade book has: file names have it in small letters, in one word."""
    if owner.platform != "canvas":
        return owner
    found = next((row.student for row in rows if row.student.id == owner.id), None)
    return replace(owner, students=(found,)) if found is not None else owner
