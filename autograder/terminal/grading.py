"""Grades a class with its gradebook: files are taken in, attributed, graded, and their results written out."""

from __future__ import annotations

import itertools
import os
from collections import Counter, defaultdict, deque
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple, overload

from autograder.classroom.batch import TOGETHER, edition_of, is_final, results_for, take_in
from autograder.gradebook import Person, intake, results, roster
from autograder.measures import Code
from autograder.records import Member, Refusal, Result
from autograder.submission.archive import PassedOver
from autograder.terminal.progress import Progress
from autograder.terminal.screen import say, writing_below
from autograder.words import refusal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Connection

    from autograder.classroom.batch import Pool
    from autograder.gradebook import Edition, Gradebook
    from autograder.integrations.lms import Owner, Student
    from autograder.spec import Assignment
    from autograder.spec.course import Course


class Place(NamedTuple):
    """Where a submission comes from, and where its results belong."""

    path: Path
    folder: Path


@dataclass(frozen=True)
class Batch:
    """What is graded by, and how.

    Attributes
    ----------
    course : Course
    sheet : Assignment
    book : Gradebook
        That the results are kept in.
    pool : callable
        That grades; see `autograder.classroom.batch`.
    again : bool
        Whether what has a result is graded once more.
    told : bool
        Whether it may be known which keys of the multiple choice are right.
    formats : sequence of str
        That people and continuous integration read, beside results.json.
    generated : collection of str
        From `sheets_cells`, where a format shows code.
    """

    course: Course
    sheet: Assignment
    book: Gradebook
    pool: Pool
    again: bool = False
    told: bool = False
    formats: Sequence[str] = ()
    generated: Collection[str] = frozenset()


@dataclass(slots=True)
class _Row:
    """A file on its way: where it belongs, of whom it is, with which others it was handed in, what was found."""

    place: Place
    name: str
    given: str | Refusal
    submissions: tuple[str, ...] = ()
    together: str = ""
    found: int | Refusal | None = None
    light: Result | Refusal | None = None
    is_fault: bool = False

    @property
    def is_there(self) -> bool:
        """Whether there is a file of the name that was given."""
        return os.path.lexists(self.place.path)


class Graded(Sequence[Result | Refusal]):
    """What was graded, in the order of the files; each is loaded out of the gradebook when it is looked at.

    Parameters
    ----------
    book : Gradebook
        That holds the results.
    rows : sequence of _Row
        Of the files.

    Attributes
    ----------
    light : list of Result or Refusal
        The same without the results' scores, of which a class has too many to be in memory together.
    is_complete : bool
        Whether each was graded, and nothing of it is our fault.
    """

    def __init__(self, book: Gradebook, rows: Sequence[_Row]) -> None:
        self._book, self._rows = book, rows
        self.light = [row.light for row in rows if row.light is not None]
        self.is_complete = all(isinstance(row.light, Result) and not row.is_fault for row in rows)

    def whole(self, light: Result) -> Result:
        """Return a result with its scores."""
        found = self[next(index for index, each in enumerate(self.light) if each is light)]
        assert isinstance(found, Result)
        return found

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, index: int) -> Result | Refusal: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Result | Refusal]: ...
    def __getitem__(self, index: int | slice) -> Result | Refusal | Sequence[Result | Refusal]:
        if isinstance(index, slice):
            return [self[each] for each in range(*index.indices(len(self)))]
        row = self._rows[index]
        if not isinstance(row.found, int):
            assert isinstance(row.found, Refusal)
            return row.found
        with self._book.reading() as db:
            return results.load(db, row.found, row.name)


def grade_all(batch: Batch, files: Sequence[Path], out: Path) -> Graded:
    """Grade files, and let their results count; refuse who has handed in other files only.

    Parameters
    ----------
    batch : Batch
        What is graded by.
    files : sequence of Path
        Notebooks, scripts, archives, folders.
    out : Path
        The folder of all results.

    Returns
    -------
    Graded
    """
    book = batch.book
    edition = edition_of(batch.course, batch.sheet)
    with book.writing() as db:
        before = intake.cut_off(db, edition)
        run = intake.begin(db, "grade", edition)
    if before is not None:
        say([f"The run of {before.astimezone():%Y-%m-%d %H:%M} was cut off; what it has graded is kept."])
    rows, passed = _taken(book, files, out)
    _attribute(batch, run, rows, files)
    rivals = _rivals(rows)
    _grade(batch, run, edition, rows, rivals)
    for several in rivals.values():
        _decide(batch, run, edition, several)
    rows += _ungraded(batch, run, passed, rows, files)
    with book.writing() as db:
        intake.end(db, run)
    return Graded(book, rows)


def _grade(batch: Batch, run: int, edition: Edition, rows: Sequence[_Row], rivals: Collection[str]) -> None:
    """Grade what has no result yet; write down, let count and write out what was found of each file."""
    book = batch.book
    waiting: defaultdict[str, list[_Row]] = defaultdict(list)
    for row in rows:
        if isinstance(row.given, str):
            waiting[row.given].append(row)
        else:
            _write(batch, row, row.given)

    left: list[_Row] = []

    def note(db: Connection, content: str, number: int) -> None:
        rows = (row for row in waiting[content] if row.together not in rivals)
        left.extend(row for row in rows if not _count(db, batch, run, edition, row, number))

    names = {content: several[0].name for content, several in waiting.items()}
    with Progress("graded", len(rows), len(rows) - sum(map(len, waiting.values()))) as progress:
        for content, number, is_new in results_for(book, run, edition, names, batch.pool, note, again=batch.again):
            for row in waiting[content]:
                with book.reading() as db:
                    _write(batch, row, results.load(db, number, row.name), number)
            progress.advance(len(waiting[content]), is_new=is_new)
    if left:
        name = batch.sheet.name
        words = f"{len(left)} of the files have a result by {name} as it was before, and that counts on"
        say([f"{words}: secant regrade {name} shows what would change."])


def _rivals(rows: Sequence[_Row]) -> dict[str, list[_Row]]:
    """Return the files that students have handed in beside others, of which one counts."""
    found: defaultdict[str, list[_Row]] = defaultdict(list)
    for row in rows:
        if row.together and isinstance(row.given, str):
            found[row.together].append(row)
    return {together: several for together, several in found.items() if len({row.given for row in several}) > 1}


def _count(db: Connection, batch: Batch, run: int, edition: Edition, row: _Row, number: int) -> bool:
    """Let a result count, and return True; not where one of the sheet as it was before does: that is regrading's."""
    if not batch.again and any(results.counts_otherwise(db, each, edition.key) for each in row.submissions):
        return False
    for submission in row.submissions:
        results.count(db, submission, number, run)
    return True


def _decide(batch: Batch, run: int, edition: Edition, several: Sequence[_Row]) -> None:
    """Let the one file of the sheet count; of several that have earned different points none does."""
    graded = [row for row in several if isinstance(row.light, Result) and isinstance(row.found, int)]
    with batch.book.reading() as db:
        earned = results.earned(db, {row.found for row in graded if isinstance(row.found, int)})
    if all(each == next(iter(earned.values())) for each in earned.values()):
        with batch.book.writing() as db:
            for row in several:
                if isinstance(row.found, int):
                    _count(db, batch, run, edition, row, row.found)
        return
    names = ", ".join(sorted(row.name.rpartition("/")[2] for row in graded))
    for row in graded:
        _write(batch, row, refusal(row.name, "several", count=len(graded), names=names))


def _taken(book: Gradebook, files: Sequence[Path], out: Path) -> tuple[list[_Row], dict[PassedOver, Place]]:
    """Take all files in; return what is to be graded, and what is passed over with the folder of its results."""
    from autograder.classroom import places_for

    places: deque[Place] = deque()
    names = Counter(path.name for path in files)

    def handed_in() -> Iterator[Path | Member | Refusal]:
        for path, handed in places_for(files, out):
            for file, folder in handed:
                places.append(Place(path, folder))
                yield file

    rows: list[_Row] = []
    passed: dict[PassedOver, Place] = {}
    with Progress("taken in") as progress:
        for handed in take_in(book, handed_in()):
            place = places.popleft()
            name = str(place.path.parent / handed.name) if names[place.path.name] > 1 else handed.name  # told apart
            given = handed.given if isinstance(handed.given, str) else replace(handed.given, submission=name)
            if isinstance(given, PassedOver):
                passed[given] = place
            else:
                rows.append(_Row(place, name, given))
            progress.advance()
    return rows, passed


def _attribute(batch: Batch, run: int, rows: Sequence[_Row], files: Sequence[Path]) -> None:
    """Note of whom each file is; of one that is not there, nobody."""
    from autograder.integrations.lms import owners_of

    owners, _ = owners_of([row.name for row in rows], files)
    known = iter([(row, owner) for row, owner in zip(rows, owners, strict=True) if row.is_there])
    sheet = batch.sheet.name
    while piece := [*itertools.islice(known, TOGETHER)]:
        with batch.book.writing() as db:
            for row, owner in piece:
                row.together = _together(row.name, owner)
                students = [roster.enrol(db, person_of(owner, student, sheet)) for student in owner.students]
                row.submissions = tuple(
                    intake.hand_in(db, run, student, sheet, row.name, row.given, owner.at, late=owner.late)
                    for student in students
                )


def _together(name: str, owner: Owner) -> str:
    """Return what a student's files have in common: the platform's number, or a folder of the student's own."""
    if owner.platform:
        return f"{owner.platform} {owner.id}"
    folder = name.rpartition("/")[0]
    return folder if folder.rpartition("/")[2] == owner.students[0].name else ""


def person_of(owner: Owner, student: Student, assignment: str) -> Person:
    """Return a student as the roster knows people.

    Parameters
    ----------
    owner : Owner
        Of a file.
    student : Student
        One of the owner's.
    assignment : str
        Moodle numbers its participants anew in each.

    Returns
    -------
    Person
    """
    if not owner.platform:
        return Person(numbers=(("", student.name),))
    platform = f"moodle {assignment}" if owner.platform == "moodle" else owner.platform
    if student.id:
        known_as = (platform, student.id)
    elif student.email:
        known_as = (f"{platform} e-mail", student.email)
    else:
        known_as = (f"{platform} submission", owner.id)
    return Person(student.name, student.email, numbers=(known_as,), by_name=owner.platform == "moodle")


def _ungraded(
    batch: Batch, run: int, passed: dict[PassedOver, Place], rows: Sequence[_Row], files: Sequence[Path]
) -> list[_Row]:
    """Refuse who has handed in other files only."""
    from autograder.integrations.lms import ungraded

    data = [each if isinstance(each, str) else each.path for each in batch.sheet.data]
    graded = [row.light for row in rows if row.light is not None]
    others = []
    for first, found in ungraded([*passed], graded, files, data):
        row = _Row(passed[first], found.submission, found)
        _write_result(batch, found, row.place.folder)
        row.found = row.light = found
        others.append(row)
    _attribute(batch, run, others, files)
    return others


def _write(batch: Batch, row: _Row, graded: Result | Refusal, number: int | None = None) -> None:
    """Write what was found of a file; a name that there is no file of replaces nothing."""
    if row.is_there or not row.place.folder.exists():
        _write_result(batch, graded, row.place.folder, row.given)
    row.found = graded if isinstance(graded, Refusal) else number
    row.light = graded if isinstance(graded, Refusal) else replace(graded, scores=(), troubles=())
    row.is_fault = not is_final(graded)


def _write_result(batch: Batch, each: Result | Refusal, folder: Path, given: str | Refusal = "") -> None:
    from autograder.integrations.ci import write_formats
    from autograder.integrations.gradescope import write_results

    code = Code()
    if "html" in batch.formats and isinstance(each, Result) and isinstance(given, str):
        with batch.book.reading() as db:
            code = shown_code(each, intake.content_of(db, given), batch.generated)
    with writing_below(folder.parent):
        write_results(each, folder / "results.json", told=batch.told)
        write_formats(each, folder, batch.formats, batch.sheet.title, told=batch.told, code=code)


def shown_code(graded: Result, content: bytes, generated: Collection[str]) -> Code:
    """Return what a report shows of the code in a graded file.

    Parameters
    ----------
    graded : Result
        Of the file.
    content : bytes
        Of the file.
    generated : collection of str
        From `sheets_cells`.

    Returns
    -------
    Code
        The functions that lost points, and the student's cells.
    """
    from autograder.submission import cells_of, own_cells, read_submission

    submission = read_submission(Member(graded.submission, content))
    lost = [score.exercise for score in graded.scores if not score.is_full]
    names = [score.exercise for score in graded.scores]
    return Code(cells_of(submission, lost) if lost else {}, own_cells(submission, generated, names))


def sheets_cells(course: Course, sheet: Assignment) -> frozenset[str]:
    """Return the sources of a sheet's own cells, which no report shows."""
    from autograder.generate import generated_sources, student_notebook
    from autograder.submission import canonical

    return frozenset(map(canonical, generated_sources(student_notebook(sheet, course.seeds(sheet)))))
