"""Who has what: the table of a class, and the grade books of platforms."""

from __future__ import annotations

import itertools
import os
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from rich.text import Text

from autograder.errors import OperatorError
from autograder.terminal.screen import named, say, screen, writing_below

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from fractions import Fraction
    from pathlib import Path

    from autograder.integrations.lms import GradeBook, Lateness, Standing
    from autograder.records import Result
    from autograder.terminal.grading import Graded


class Filling(NamedTuple):
    """A platform's grade book that is to be filled in: where it was exported to, what it says, and which assignment."""

    path: Path
    book: GradeBook
    assignment: str


def enter(
    graded: Graded,
    paths: Sequence[Path],
    out: Path,
    lateness: Lateness,
    *,
    told: bool,
    possible: int,
    filling: Filling | None = None,
) -> bool:
    """Write who has what as class.csv and, where there is a platform's grade book, into a copy of it.

    Returns whether anybody is in the grade book, if there is one.
    """
    from autograder.integrations.lms import (
        attributed,
        of_earlier_releases,
        penalty_words,
        recognised,
        standings,
        unknown_lateness,
    )

    names = Counter(path.name for path in paths)
    gone = {str(path) if names[path.name] > 1 else path.name for path in paths if not os.path.lexists(path)}
    there = [each for each in graded.light if each.submission not in gone]
    attempts, notes = attributed(there, paths, lateness.due)
    if filling:
        attempts = recognised(filling.book, attempts)
    rows = standings(attempts, lateness.penalty, told=told)
    if there:
        write_class(rows, lateness.penalty, out, [each.submission for each in there])
    say((*notes, *unknown_lateness(rows, lateness), *of_earlier_releases(rows, possible)))
    if not filling:
        return True
    with named(filling.path):
        how = penalty_words(lateness.penalty)
        return fill_in(filling, rows, how, out / filling.path.name, graded.whole) > 0


def refuse_gradebook(gradebook: Path, out: Path) -> None:
    """Refuse a grade book that is not there, or whose copy would replace it or another table of the results."""
    place = out / gradebook.name
    if place.resolve() == gradebook.resolve() or gradebook.name in {"class.csv", "written.csv"}:
        raise OperatorError(f"{gradebook}: its copy would replace {place}; move or rename it, or name another --out.")
    if not gradebook.is_file():
        raise OperatorError(f"{gradebook}: is no file; name the grade book that the platform has exported.")


def read_book(gradebook: Path) -> GradeBook:
    """Read a platform's grade book."""
    from autograder.integrations.lms import gradebook_of

    try:
        exported = gradebook.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise OperatorError(f"cannot be read as UTF-8 ({error}); export it again.") from None
    return gradebook_of(exported)


def write_class(rows: Sequence[Standing], penalty: Fraction | None, out: Path, graded: Collection[str] = ()) -> None:
    """Write who has what, for people, into the table that is there: rows of files that were not graded now stay."""
    from autograder.integrations.lms import class_table

    table = class_table(rows, penalty)
    notes: list[str] = []
    path = out / "class.csv"
    with writing_below(out):
        out.mkdir(parents=True, exist_ok=True)
        if path.exists():
            table, notes = _with_earlier(path, table, graded)
        path.write_text(table, encoding="utf-8-sig", newline="")  # which spreadsheets expect
    screen.print(Text(f"Who has what: {path}"), soft_wrap=True)
    say(notes)


def _with_earlier(path: Path, table: str, graded: Collection[str]) -> tuple[str, list[str]]:
    """Return a table with an earlier one's rows; what is no such table, or of other columns, gets another name."""
    from autograder.integrations.lms import merged

    try:
        found = merged(path.read_bytes().decode("utf-8-sig"), table, graded)
    except UnicodeDecodeError:
        found = None
    if found is None:
        names = (path.with_name(f"{path.stem}-{number}{path.suffix}") for number in itertools.count(1))
        place = next(name for name in names if not os.path.lexists(name))
        path.rename(place)
        return table, [f"{path}: was there with other columns, or as another file, and is kept as {place}."]
    together, kept = found
    rows = "one row" if kept == 1 else f"{kept} rows"
    return together, [f"{path}: keeps {rows} of files that were not graded now."] if kept else []


def fill_in(
    filling: Filling,
    rows: Sequence[Standing],
    how: str,
    path: Path,
    whole: Callable[[Result], Result],
) -> int:
    """Write a platform's grade book with the points that were found beside the results; the one given stays.

    Returns of how many students.
    """
    from autograder.integrations.lms import filled

    entered = filled(filling.book, filling.assignment, rows, whole)
    with writing_below(path.parent):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(entered.text.encode())
    students = "1 student" if entered.count == 1 else f"{entered.count} students"
    words = f"{path}: the points of {students} are in it, {how}"
    screen.print(Text(words), soft_wrap=True)
    say(entered.notes)
    return entered.count


def ready_book(gradebook: Path, assignment: str, possible: int) -> Filling:
    """Read a platform's grade book, and refuse one that could not be filled in."""
    from autograder.integrations.lms import refuse_unfit

    with named(gradebook):
        book = read_book(gradebook)
        refuse_unfit(book, assignment, possible)
    return Filling(gradebook, book, assignment)
