"""The pages of a class: its own, and a report for every student, made side by side."""

from __future__ import annotations

from collections import deque
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from fractions import Fraction
from multiprocessing import get_context
from typing import TYPE_CHECKING, Self

from autograder.gradebook import intake, results
from autograder.measures import Entry
from autograder.records import Result
from autograder.report import for_line, points_text
from autograder.terminal.class_results import counting
from autograder.terminal.grading import shown_code
from autograder.terminal.standings import notes_on, rows_of
from autograder.terminal.writing import write_private
from autograder.words import speak

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from concurrent.futures import Future
    from pathlib import Path

    from autograder.gradebook import Gradebook
    from autograder.records import Grade, Refusal
    from autograder.spec import Assignment
    from autograder.terminal.standings import Row

INDEX, STUDENTS = "index.html", "students"
AHEAD = 8  # reports at work or waiting for a process, for each process


def write_pages(
    book: Gradebook,
    sheets: Sequence[Assignment],
    out: Path,
    *,
    told: bool,
    jobs: int,
    proven: str,
    generated: Collection[str] = frozenset(),
) -> Path:
    """Write the page of a class and the reports behind it, for nobody else to read.

    Parameters
    ----------
    book : Gradebook
        Of the class.
    sheets : sequence of Assignment
        The sheet, and those of its course that share late days with it.
    out : Path
        Folder to write to.
    told : bool
        Whether it may be known which keys of the multiple choice are right.
    jobs : int
        Processes that make reports.
    proven : str
        What is known of the sheet's tests, a sentence.
    generated : collection of str, optional
        Sources of the sheet's own cells, which no report shows.

    Returns
    -------
    Path
        Of the page.
    """
    from autograder.classroom.grades import standings
    from autograder.report.class_pages import class_page
    from autograder.score import class_statistics

    sheet = sheets[0]
    with book.reading() as db:
        rows = rows_of(db, sheet, standings(db, sheets, told=told))
        refused = {key: why for key, _, why in results.uncounted(db, sheet.name) if why is not None}
    light: dict[str, Entry] = {}
    with _Writers((sheet.title, generated), out / STUDENTS, jobs, told=told, language=sheet.language) as writers:
        statistics = class_statistics(_passing(book, sheets, rows, light, refused, writers))
    for path in (out / STUDENTS).glob("*.html"):
        if path.stem not in light and path.stem not in refused:  # of somebody who was forgotten
            path.unlink()
    possible = Fraction(rows[0].possible) if rows else Fraction(sheet.points)
    explanations = {(each.name, mutant.name): mutant.explanation for each in sheet.exercises for mutant in each.mutants}
    page = class_page(sheet.title, [*_entries(rows, light, refused)], statistics, possible, explanations, proven)
    write_private(out / INDEX, page)
    return out / INDEX


def _passing(
    book: Gradebook,
    sheets: Sequence[Assignment],
    rows: Sequence[Row],
    light: dict[str, Entry],
    refused: dict[str, Refusal],
    writers: _Writers,
) -> Iterator[Result | Refusal]:
    """Yield what counts, one after another, and have its report written; what the class's page needs of it is kept."""
    from autograder.report.class_pages import fared

    grades = {row.key: replace(row.standing.grade, possible=Fraction(row.possible)) for row in rows}
    for which, graded in counting(book, sheets):
        if isinstance(graded, Result):
            entry = Entry(which.student, "", "", None, fared(graded))
            light[which.student] = replace(entry, seconds=graded.seconds, level=graded.isolation.level)
            with book.reading() as db:
                content = intake.content_of(db, which.content)
            writers.write(which.student, graded, content, grades[which.student])
        else:
            refused[which.student] = graded
        yield graded
    for student in refused.keys() - light.keys():
        writers.write(student, refused[student], b"", grades[student])


def _entries(rows: Iterable[Row], light: Mapping[str, Entry], refused: Collection[str]) -> Iterator[Entry]:
    """Yield the students of a class, with what is kept of the submission that counts."""
    for row in rows:
        yield replace(
            light.get(row.key) or Entry(row.key, "", "", None),
            name=row.name,
            section=row.person.section,
            points=row.standing.grade.points if row.standing.has_grade else None,
            notes=(*notes_on(row), *_changes(row)),
            has_report=row.key in light or row.key in refused,
        )


def _changes(row: Row) -> Iterator[str]:
    """Yield why a student's points are other ones than those of the exercises together, a clause each."""
    for line in row.standing.grade.lines:
        if line.message.key != "item" or line.message.values.get("by_hand"):
            points = f": {points_text(line.points)}" if line.points else ""
            yield f"{for_line(line).rstrip('.')}{points}"


class _Writers:
    """Processes that make reports and write them; only a few are ahead, however large the class is."""

    def __init__(
        self, about: tuple[str, Collection[str]], folder: Path, jobs: int, *, told: bool, language: str
    ) -> None:
        self._about, self._folder, self._told, self._jobs = about, folder, told, jobs
        self._pool = ProcessPoolExecutor(jobs, get_context("spawn"), speak, (language,))
        self._waiting: deque[Future[None]] = deque()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        try:
            while self._waiting:
                self._waiting.popleft().result()
        finally:
            self._pool.shutdown(cancel_futures=True)

    def write(self, key: str, graded: Result | Refusal, content: bytes, grade: Grade) -> None:
        """Write a report, some time."""
        if len(self._waiting) >= AHEAD * self._jobs:
            self._waiting.popleft().result()
        path = self._folder / f"{key}.html"
        self._waiting.append(self._pool.submit(write_report, path, graded, content, grade, self._about, self._told))


def write_report(
    path: Path,
    graded: Result | Refusal,
    content: bytes,
    grade: Grade,
    about: tuple[str, Collection[str]],
    told: bool,
) -> None:
    """Write one student's report, of a sheet with a title and cells of its own; see `autograder.report.pages`."""
    from autograder.report.pages import student_page

    title, generated = about
    code = shown_code(graded, content, generated) if isinstance(graded, Result) else None
    write_private(path, student_page(graded, title, told=told, code=code, grade=grade))
