"""What the command line says of graded submissions, and where: results on the screen, what went wrong beside it."""

from __future__ import annotations

import itertools
import os
import sys
from collections import Counter
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.text import Text

from autograder.errors import OperatorError
from autograder.records import Outcome, Refusal, Result

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
    from fractions import Fraction
    from pathlib import Path

    from autograder.generate import Secrets
    from autograder.integrations.gradescope import Policy
    from autograder.integrations.lms import GradeBook, Lateness, Standing
    from autograder.integrations.platforms import Platform
    from autograder.records import Member
    from autograder.spec import Assignment
    from autograder.spec.course import Course

WIDTH = 120  # of what is printed where there is no terminal to ask

screen = Console(highlight=False, width=None if sys.stdout.isatty() else WIDTH)
notices = Console(highlight=False, stderr=True)


@contextmanager
def writing_below(out: Path) -> Iterator[None]:
    """Say what to do about a folder that cannot be written to."""
    try:
        yield
    except OSError as error:
        raise OperatorError(f"{out}: cannot write there ({error.strerror}); name another folder with --out.") from None


def show(graded: Iterable[Result | Refusal], *, told: bool = False) -> None:
    """Print one submission check by check, several a row each; `told` whether the multiple choice is marked."""
    from autograder.report import (
        exercise_table,
        isolation_sentence,
        printable,
        summary_table,
        trouble_sentences,
    )

    several = list(graded)
    if len(several) == 1 and isinstance(result := several[0], Result):
        for sentence in trouble_sentences(result):
            screen.print(printable(sentence, "yellow"))
        screen.print(exercise_table(result, told=told))
        screen.print(Text(_total(result, told=told), "bold"))
    else:
        screen.print(summary_table(several))
    for sentence in sorted({isolation_sentence(each.isolation) for each in several if isinstance(each, Result)}):
        screen.print(Text(sentence, "dim"))
    for each in several:
        if isinstance(each, Result) and is_broken(each):
            _report_broken(each)


def _total(result: Result, *, told: bool) -> str:
    """Say what a submission has, and what is not marked yet."""
    from autograder.report import points_text

    marked = [reply for reply in result.replies if told and reply.points is not None]
    points = result.points + sum(reply.points for reply in marked if reply.points is not None)
    possible = result.possible + sum(reply.possible for reply in marked)
    open_ = sum(reply.possible for reply in result.replies if reply not in marked)
    later = f"; {points_text(open_)} more are not marked yet" if open_ else ""
    return f"{points_text(points)} of {points_text(possible)} points{later}"


def is_broken(result: Result) -> bool:
    """Whether a check of a submission could not be judged: our fault."""
    return any(mark.finding.outcome is Outcome.BROKEN for score in result.scores for mark in score.marks)


def _report_broken(result: Result) -> None:
    from autograder.report import for_staff, printable

    for score in result.scores:
        for mark in score.marks:
            if mark.finding.outcome is Outcome.BROKEN:
                words = f"{result.submission}: {score.exercise} could not be judged; this is a fault of Secant's."
                notices.print(printable(words, "bold red"), soft_wrap=True)
                for line in for_staff(mark.finding).splitlines():
                    notices.print(printable(line), soft_wrap=True)


def collect_written(sheet: Assignment, graded: Iterable[Result | Refusal], out: Path) -> None:
    """Write the answers that a person marks, where the sheet asks for any."""
    from autograder.report import written_table
    from autograder.spec import Written

    if any(isinstance(question, Written) for question in sheet.questions):
        with writing_below(out):
            answers = written_table(each for each in graded if isinstance(each, Result))
            (out / "written.csv").write_text(answers, encoding="utf-8-sig", newline="")  # which spreadsheets expect
        screen.print(Text(f"To be marked by a person: {out}/written.csv"), soft_wrap=True)


def grade_all(
    course: Course,
    sheet: Assignment,
    files: Sequence[Path],
    out: Path,
    *,
    told: bool = False,
    formats: Sequence[str] = (),
    jobs: int = 1,
    trust: bool,
) -> list[Result | Refusal]:
    """Grade files, with a bar where somebody looks; refuse who has handed in other files only."""
    from autograder.integrations.lms import ungraded
    from autograder.submission.archive import PassedOver

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    found: dict[int, Result | Refusal] = {}
    passed: dict[PassedOver, Path] = {}
    names = Counter(path.name for path in files)
    with Progress(*columns, console=notices, transient=True, disable=not notices.is_terminal) as bar:
        task = bar.add_task("grading", total=len(files))
        tagged = _tagged(files, out, lambda: bar.advance(task))
        for place, one in _graded(course, sheet, tagged, jobs, trust=trust):
            is_named_twice = names[place.path.name] > 1  # the folder tells them apart
            each = replace(one, submission=str(place.path.parent / one.submission)) if is_named_twice else one
            if isinstance(each, PassedOver):
                passed[each] = place.folder
                continue
            if os.path.lexists(place.path) or not place.folder.exists():  # a slip of the pen replaces nothing
                _write_result(each, place.folder, told=told, formats=formats)
            found[place.number] = each
            bar.update(task, description=f"graded {len(found)}")
    graded = [found[number] for number in sorted(found)]  # side by side they are done in any order
    data = [each if isinstance(each, str) else each.path for each in sheet.data]
    for first, refusal in ungraded([*passed], graded, files, data):
        _write_result(refusal, passed[first], told=told, formats=formats)
        graded.append(refusal)
    return graded


class Place(NamedTuple):
    """Where a submission comes from, and where its results belong."""

    number: int
    path: Path
    folder: Path


def _tagged(
    files: Sequence[Path], out: Path, advance: Callable[[], None]
) -> Iterator[tuple[Place, Path | Member | Refusal]]:
    """Yield all that is to be graded with its place; say when a file that was named is through."""
    from autograder.classroom import places_for

    number = itertools.count()
    for path, handed in places_for(files, out):
        for file, folder in handed:
            yield Place(next(number), path, folder), file
        advance()


def _graded(
    course: Course,
    sheet: Assignment,
    tagged: Iterator[tuple[Place, Path | Member | Refusal]],
    jobs: int,
    *,
    trust: bool,
) -> Iterator[tuple[Place, Result | Refusal]]:
    """Yield what is graded: here, one after another, or side by side in processes of their own."""
    from autograder.classroom import Grader, side_by_side

    if jobs > 1:
        yield from side_by_side(tagged, jobs, course.root, sheet.name, course.seeds(sheet).secret, trust)
        return
    with Grader(course, sheet, trust=trust) as grader:
        for place, file in tagged:
            yield place, grader.grade(file)


def _write_result(each: Result | Refusal, folder: Path, *, told: bool, formats: Sequence[str]) -> None:
    from autograder.integrations.ci import write_formats
    from autograder.integrations.gradescope import write_results

    with writing_below(folder.parent):
        write_results(each, folder / "results.json", told=told)
        write_formats(each, folder, formats)


class Filling(NamedTuple):
    """A platform's grade book that is to be filled in: where it was exported to, what it says, and which assignment."""

    path: Path
    book: GradeBook
    assignment: str


def enter(
    graded: Iterable[Result | Refusal],
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
    from autograder.integrations.lms import attributed, of_earlier_releases, recognised, standings, unknown_lateness

    names = Counter(path.name for path in paths)
    gone = {str(path) if names[path.name] > 1 else path.name for path in paths if not os.path.lexists(path)}
    there = [each for each in graded if each.submission not in gone]
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
        return fill_in(filling, rows, lateness.penalty, out / filling.path.name) > 0


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


def fill_in(filling: Filling, rows: Sequence[Standing], penalty: Fraction | None, path: Path) -> int:
    """Write a platform's grade book with the points that were found beside the results; the one given stays.

    Returns of how many students.
    """
    from autograder.integrations.lms import filled, penalty_words

    entered = filled(filling.book, filling.assignment, rows)
    with writing_below(path.parent):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(entered.text.encode())
    students = "1 student" if entered.count == 1 else f"{entered.count} students"
    words = f"{path}: the points of {students} are in it, {penalty_words(penalty)}"
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


@contextmanager
def named(path: Path) -> Iterator[None]:
    """Put the name of a file in front of what is wrong with it."""
    try:
        yield
    except OperatorError as error:
        raise OperatorError(f"{path}: {error}") from None


def say(sentences: Iterable[str]) -> None:
    """Print what the instructor should know beside the results."""
    from autograder.report import printable

    for sentence in sentences:
        notices.print(printable(sentence, "yellow"), soft_wrap=True)


def write_for(
    platform: Platform,
    course: Course,
    sheet: Assignment,
    secrets: Secrets,
    policy: Policy,
    folder: Path,
    *,
    tried: bool,
) -> None:
    """Write what a platform takes into a folder of its name."""
    from autograder.generate import write_files
    from autograder.integrations.platforms import FOR_STUDENTS, files_for

    files = files_for(platform, course, sheet, secrets, policy, tried=tried)
    write_files(files, folder / platform)
    place = folder / platform
    open_ = f", but {place / FOR_STUDENTS[platform]}, which is for students" if FOR_STUDENTS[platform] else ""
    words = f"{place}: for the staff alone{open_}"
    screen.print(Text(words), soft_wrap=True)


def write_variants(course: Course, sheet: Assignment, secrets: Secrets, students: Sequence[str], folder: Path) -> None:
    """Write each student's own notebook, and the staff's table of who has which."""
    from autograder.generate import variant_table, variants_of, write_files

    table = {}
    for student, variant, files in variants_of(sheet, course.seeds(sheet), secrets, students):
        write_files(files, folder)
        table[student] = variant
    (path,) = write_files({"staff/variants.csv": variant_table(table)}, folder)
    screen.print(Text(f"{path}: {len(table)} variants in {folder / 'student' / 'variants'}"), soft_wrap=True)
