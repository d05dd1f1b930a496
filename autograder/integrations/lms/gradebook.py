"""A platform's grade book with the points of a class."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from autograder.integrations.lms import canvas, moodle
from autograder.integrations.lms.table import Table, cell_of, table_of
from autograder.records import Outcome, Result
from autograder.report import for_student, points_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from autograder.integrations.lms.standing import Attempt, Standing

    Left: TypeAlias = dict[str, list[Standing]]  # by the reason

UNKNOWN = "the grade book does not have them"
SEVERAL = "more than one student of the grade book could be meant"
EXCUSED = "they are excused (EX) in the grade book"
NUMBER = re.compile(r"\d+([.,]\d{1,2})?")  # and not one with thousands
LOCKED = "Moodle does not let their grades be changed, unless you unlock them there"


class GradeBook(NamedTuple):
    """A grade book as it was exported.

    Attributes
    ----------
    platform : str
        "canvas" or "moodle".
    table : Table
    """

    platform: str
    table: Table


@dataclass(frozen=True, slots=True)
class Entered:
    """A grade book with points in it.

    Attributes
    ----------
    text : str
        The file's.
    count : int
        Of the students whose points are in it.
    notes : tuple of str
        Sentences for the instructor: whose are not, and why.
    """

    text: str
    count: int
    notes: tuple[str, ...]


def gradebook_of(exported: str) -> GradeBook:
    """Read a grade book.

    Parameters
    ----------
    exported : str
        The text of Canvas's grade book or Moodle's worksheet.

    Returns
    -------
    GradeBook

    Raises
    ------
    OperatorError
        If it is neither.
    """
    table = table_of(exported)
    if moodle.IDENTIFIER in table.values(0):
        moodle.participants_in(table)
        return GradeBook("moodle", table)
    canvas.rows_in(table)
    return GradeBook("canvas", table)


def refuse_unfit(book: GradeBook, assignment: str, possible: Fraction | int) -> None:
    """Refuse a grade book that could not be filled in, before anything is graded.

    Parameters
    ----------
    book : GradeBook
        As it was exported.
    assignment : str
        Canvas's assignment; of no matter to Moodle.
    possible : Fraction or int
        The sheet's points.

    Raises
    ------
    OperatorError
        If the column is missing or ambiguous, or the platform would not take it or the points.
    """
    if book.platform == "moodle":
        moodle.refuse_excess(moodle.participants_in(book.table), Fraction(possible))
    else:
        canvas.column_of(book.table, assignment)


def recognised(book: GradeBook, attempts: Iterable[Attempt]) -> list[Attempt]:
    """Return attempts whose owners have what the grade book knows: names; in Moodle's also e-mail, group, lateness."""
    if book.platform == "moodle":
        participants = moodle.participants_in(book.table)
        return [each._replace(owner=moodle.recognised(participants, each.owner)) for each in attempts]
    rows = canvas.rows_in(book.table)
    return [each._replace(owner=canvas.recognised(rows, each.owner)) for each in attempts]


def _as_it_is(result: Result) -> Result:
    return result


def filled(
    book: GradeBook,
    assignment: str,
    standings: Iterable[Standing],
    whole: Callable[[Result], Result] = _as_it_is,
) -> Entered:
    """Return a grade book with the points of a class.

    Parameters
    ----------
    book : GradeBook
        As it was exported; it stays.
    assignment : str
        Canvas's assignment; of no matter to Moodle, whose worksheet is of one.
    standings : iterable of Standing
        A file that was refused changes nothing: a person decides. Of several standings of a student the best counts.
    whole : callable, optional
        Loads the scores of a standing's result, which feedback is made of, where they are not in it.

    Returns
    -------
    Entered

    Raises
    ------
    OperatorError
        If the column is missing, or the platform would not take it.
    """
    graded = sorted((each for each in standings if each.points is not None), key=_points)  # the best is written last
    table = Table(book.table.delimiter, [list(row) for row in book.table.rows], book.table.ends)
    if book.platform == "moodle":
        rows, left, notes = _worksheet(table, graded, whole)
    else:
        rows, left, notes = _canvas(table, assignment, graded)
    names = {reason: ", ".join(dict.fromkeys(map(_label, each))) for reason, each in left.items()}
    unentered = (f"Not entered, for {reason}: {each}." for reason, each in names.items())
    return Entered(table.text(), len(rows), (*unentered, *notes))


def _canvas(table: Table, assignment: str, graded: list[Standing]) -> tuple[set[int], Left, list[str]]:
    """Fill in the assignment's column; return the rows, whose points are left out, and what else is to be known."""
    rows = canvas.rows_in(table)
    column = canvas.column_of(table, assignment)
    excused = {row.number for row in rows if table.values(row.number)[column].strip().upper() == canvas.EXCUSED}
    entered, left = set(), defaultdict(list)
    for each in graded:
        found = canvas.meant(rows, each.owner, each.student)
        students = {row.student.id for row in found}
        if len(students) != 1:
            left[SEVERAL if students else UNKNOWN].append(each)
        elif any(row.number in excused for row in found):
            left[EXCUSED].append(each)
        else:
            for row in found:
                table.rows[row.number][column] = cell_of(points_text(_points(each)), table.delimiter)
            entered.add(found[0].number)
    return entered, left, _other_scale(canvas.possible_of(table, column), graded)


def _other_scale(cell: str, graded: list[Standing]) -> list[str]:
    """Say so if the column is of other points than the sheet, as it is now."""
    if not NUMBER.fullmatch(cell.strip()):
        return []
    column = Fraction(cell.strip().replace(",", "."))
    now = [each for each in graded if isinstance(each.graded, Result) and not each.graded.release]
    possible = max((each.possible for each in now if each.possible is not None), default=column)
    if possible == column:
        return []
    words = f"Canvas's column has {points_text(column)} points possible, the sheet {points_text(possible)}"
    return [f"{words}; the points were entered as they are."]


def _worksheet(
    table: Table, graded: list[Standing], whole: Callable[[Result], Result]
) -> tuple[set[int], Left, list[str]]:
    """Fill in grades and, where the worksheet has the column, feedback; return the same."""
    participants = moodle.participants_in(table)
    moodle.refuse_excess(participants, max((each.possible or Fraction(0) for each in graded), default=Fraction(0)))
    head = table.values(0)
    grade, feedback = head.index(moodle.GRADE), head.index(moodle.FEEDBACK) if moodle.FEEDBACK in head else None
    entered, left = set(), defaultdict(list)
    for each in graded:
        found = [row for row in participants if each.owner.platform == "moodle" and moodle.is_meant(row, each.student)]
        if not found:
            left[UNKNOWN].append(each)
        for row in found:
            if not row.changeable:
                left[LOCKED].append(each)
                continue
            points = moodle.grade_text(points_text(_points(each)), row.maximum)
            table.rows[row.number][grade] = cell_of(points, table.delimiter)
            if feedback is not None:
                words = moodle.feedback_text(_feedback(whole(each.graded))) if isinstance(each.graded, Result) else ""
                table.rows[row.number][feedback] = cell_of(words, table.delimiter)
            entered.add(row.number)
    return entered, left, []


def _points(standing: Standing) -> Fraction:
    return Fraction(0) if standing.points is None else standing.points


def _label(standing: Standing) -> str:
    """Name a student with what is known."""
    student = standing.student
    known = ", ".join(filter(None, (student.id, student.email)))
    if not student.name:
        return known or standing.graded.submission
    return f"{student.name} ({known})" if known else student.name


def _feedback(result: Result) -> str:
    """Say why points were lost, a line each."""
    lines = [
        f"{score.exercise}: {for_student(mark.finding, score)}"
        for score in result.scores
        for mark in score.marks
        if mark.finding.outcome is not Outcome.PASSED
    ]
    return "\n".join(lines) or "All right."
