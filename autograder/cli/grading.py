"""What grades: submissions, a small class for show, and what this machine can keep apart."""

from __future__ import annotations

import re
import sys
from datetime import datetime
from fractions import Fraction
from pathlib import Path

import click
from rich.text import Text

from autograder.cli.courses import load_all, nothing, seeds_of, sheet_of, this_course
from autograder.cli.door import BOOK, book_of, booked, ending_well, main, trusting
from autograder.errors import OperatorError
from autograder.integrations.ci import FORMATS
from autograder.records import Result
from autograder.terminal.screen import notices, screen, writing_below


def _percent(_context: click.Context, _option: click.Parameter, value: str | None) -> Fraction | None:
    """Read per cent exactly."""
    if value is None:
        return None
    found = re.fullmatch(r"(\d{1,3}(?:[.,]\d{1,9})?) ?%?", value)
    percent = Fraction(found[1].replace(",", ".")) if found is not None else Fraction(-1)
    if not 0 <= percent <= 100:
        raise click.BadParameter(f"{value!r} is no number from 0 to 100.")
    return percent


def _moment(_context: click.Context, _option: click.Parameter, value: str | None) -> datetime | None:
    """Read a time that is the same everywhere."""
    if value is None:
        return None
    try:
        moment = datetime.fromisoformat(value)
        here = moment.astimezone().isoformat(timespec="minutes")
    except (ValueError, OverflowError):
        raise click.BadParameter(f"{value!r} is no time; write it as 2026-11-03T23:59+01:00.") from None
    if moment.tzinfo is None:
        raise click.BadParameter(f"{value!r} has no time zone; for this machine's write {here}.")
    return moment


@main.command()
@click.argument("assignment")
@click.argument("files", nargs=-1, required=True, metavar="FILE|ZIP|FOLDER...", type=click.Path(path_type=Path))
@click.option("--out", default="graded", show_default=True, type=click.Path(path_type=Path), help="Folder to write to.")
@click.option("--jobs", default=1, show_default=True, type=click.IntRange(1, 256), help="Grade so many side by side.")
@click.option("--scheduler", metavar="ADDRESS", help="Grade on the workers of a Dask cluster: tcp://HOST:8786.")
@booked
@click.option("--again", is_flag=True, help="Grade also what has a result already.")
@click.option("--reveal", is_flag=True, help="After the due date: mark the multiple choice, tell what is right.")
@click.option(
    "--format",
    "formats",
    multiple=True,
    type=click.Choice([*FORMATS]),
    help=f"Write what people and continuous integration read, too: {', '.join(FORMATS.values())}.",
)
@click.option(
    "--variants",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="The staff's variants.csv: say who handed in another student's variant.",
)
@click.option(
    "--into",
    metavar="CSV",
    type=click.Path(path_type=Path),
    help="Canvas's grade book or Moodle's worksheet, to be filled in.",
)
@click.option("--column", help="Title or number of Canvas's assignment; the sheet's title by default.")
@click.option(
    "--late-penalty", metavar="PERCENT", callback=_percent, help="Take so much off the points of what is late."
)
@click.option("--due", metavar="TIME", callback=_moment, help="After it Gradescope's are late: 2026-11-03T23:59+01:00.")
@trusting
def grade(
    assignment: str,
    files: tuple[Path, ...],
    out: Path,
    *,
    jobs: int,
    scheduler: str | None,
    gradebook: str | None,
    again: bool,
    reveal: bool,
    formats: tuple[str, ...],
    variants: Path | None,
    into: Path | None,
    column: str | None,
    late_penalty: Fraction | None,
    due: datetime | None,
    trust_submissions: bool,
) -> None:
    """Grade notebooks or scripts of a sheet, also those in zip archives and folders, and keep the results.

    Writes FILE's stem/results.json for each into the folder; for a file in a ZIP or FOLDER that one's stem and the
    file's path; and class.csv, who has what. Written answers are collected in written.csv, for a person to mark; --into
    fills in a copy of a grade book. Points are those before late penalties, which the platforms take off themselves,
    unless --late-penalty says how much.

    Results are kept in a gradebook: what has one there is not graded again unless the sheet has changed, and then what
    counted before counts on (see secant regrade). A run that is cut off goes on where it stopped when the same command
    is given again.
    """
    from autograder.classroom import pool_of
    from autograder.generate import foreign_variant, read_variants
    from autograder.integrations.lms import Lateness
    from autograder.report import printable
    from autograder.terminal.entering import enter, ready_book, refuse_gradebook
    from autograder.terminal.grading import Batch, grade_all, sheets_cells
    from autograder.terminal.showing import collect_written, show

    if into:
        refuse_gradebook(into, out)
    elif column:
        raise OperatorError(f"--column: {column!r} is a column of a grade book; name that, too, with --into.")

    course = this_course()
    sheet = sheet_of(course, assignment)
    possible = sum(each.points for each in sheet.exercises)
    filling = ready_book(into, column or sheet.title, possible) if into else None
    table = read_variants(variants) if variants else {}
    if sheet.policy is not None and (due or late_penalty is not None):
        raise OperatorError(
            f"--due, --late-penalty: {sheet.name} has a policy, which secant scores goes by; leave them out."
        )
    seeds_of(course, sheet)
    pool = pool_of(course, sheet, jobs=jobs, scheduler=scheduler, trust=trust_submissions)
    with book_of(gradebook, out) as book, ending_well():
        own = sheets_cells(course, sheet) if "html" in formats else ()
        batch = Batch(course, sheet, book, pool, again=again, told=reveal, formats=formats, generated=own)
        graded = grade_all(batch, files, out)
        show(graded, told=reveal)
        for each in graded.light:
            if isinstance(each, Result) and (clause := foreign_variant(each.submission, each.variant, table)):
                notices.print(printable(f"{each.submission}: {clause}; its points stand.", "yellow"), soft_wrap=True)
        screen.print(Text(f"Results: {out}/*/results.json"), soft_wrap=True)
        collect_written(sheet, graded.light, out)
        lateness = Lateness(due, late_penalty)
        entered = enter(graded, files, out, lateness, told=reveal, possible=possible, filling=filling)
    sys.exit(0 if entered and graded.is_complete else 1)


@main.command()
@click.option(
    "--out",
    default="secant-demo",
    show_default=True,
    type=click.Path(path_type=Path),
    help="Folder to write to.",
)
@trusting
def demo(out: Path, *, trust_submissions: bool) -> None:
    """Generate the bundled lecture's first sheet, make a small class of it, and grade that class."""
    from autograder.classroom import pool_of
    from autograder.demo import write_class
    from autograder.generate import bundle_of, secrets_of, write_bundle
    from autograder.gradebook import Gradebook
    from autograder.proof import certificate, kept
    from autograder.resources import lecture_root
    from autograder.spec.course import Course
    from autograder.terminal.grading import Batch, grade_all, sheets_cells
    from autograder.terminal.showing import show

    course = Course(lecture_root())
    sheets = load_all(course)
    sheet, seeds = sheets[0]
    screen.print(Text(f"Generating {sheet.name}: {sheet.title}", "bold"))
    with writing_below(out):
        proven = kept(course, sheet) or certificate(course, sheet, None)
        written = write_bundle(bundle_of(sheet, seeds, secrets_of(sheets)), proven, out)
        paths = write_class(sheet, seeds, out / "submissions")
    screen.print(Text(f"Grading a class of {len(paths)}", "bold"))
    seeds_of(course, sheet)
    with Gradebook(out / "graded" / BOOK) as book:
        pool = pool_of(course, sheet, trust=trust_submissions)
        own = sheets_cells(course, sheet)
        batch = Batch(course, sheet, book, pool, again=True, formats=("html",), generated=own)
        show(grade_all(batch, paths, out / "graded"))
    screen.print()
    for name, path in (
        ("Student's notebook", written[0]),
        ("Solution", written[1]),
        ("Submissions", out / "submissions"),
        ("Results", out / "graded" / "*" / "results.json"),
        ("Reports", out / "graded" / "*" / "report.html"),
    ):
        screen.print(Text(f"{name + ':':20}{path}"), soft_wrap=True)


@main.command()
def doctor() -> None:
    """Say how far this machine can keep student code apart, and why no further."""
    from autograder.classroom import Grader
    from autograder.report import isolation_sentence

    course = this_course()
    sheet = sheet_of(course, course.sheets[0]) if course.sheets else None
    if sheet is None:
        raise nothing(course)
    with Grader(course, sheet, trust=True) as grader:
        isolation = grader.isolation
    screen.print(Text(isolation_sentence(isolation), "bold"))
    for clause in isolation.why:
        screen.print(Text(f"- {clause}"), soft_wrap=True)
    sys.exit(1 if isolation.level == "X" else 0)
