"""What a class has: grades with their lines, what changes by regrading, what students are told, statistics."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.text import Text

from autograder.cli.classes import kept, open_book, policed, revealing, who
from autograder.cli.courses import seeds_of, sheet_of, this_course
from autograder.cli.door import ending_well, main, trusting
from autograder.errors import OperatorError
from autograder.terminal.screen import notices, screen
from autograder.terminal.writing import write_private

if TYPE_CHECKING:
    from autograder.gradebook import Gradebook
    from autograder.spec import Assignment
    from autograder.spec.course import Course


@main.command()
@click.argument("assignment")
@click.argument("student", required=False)
@click.option(
    "--into",
    metavar="CSV",
    type=click.Path(path_type=Path),
    help="A grade book of Canvas's or Moodle's to fill in.",
)
@click.option("--column", help="Title or number of Canvas's assignment; the sheet's title by default.")
@click.option("--out", default="export", show_default=True, type=click.Path(path_type=Path), help="Folder of its copy.")
@revealing
@kept
def scores(
    assignment: str, student: str | None, *, into: Path | None, column: str | None, out: Path, reveal: bool, place: str
) -> None:
    """Show what everybody has for a sheet, or one student's points line by line: how they have come about.

    With --into they are entered into a copy of a platform's grade book: with all that people have decided, and after
    what the sheet's policy takes off.
    """
    from autograder.classroom.grades import possible_points, standings
    from autograder.gradebook import roster
    from autograder.terminal.entering import ready_book, refuse_gradebook
    from autograder.terminal.entering_scores import enter_scores
    from autograder.terminal.standings import lines_table, notes_on, rows_of, standings_table

    course = this_course()
    sheet = sheet_of(course, assignment)
    if into:
        refuse_gradebook(into, out)
    filling = ready_book(into, column or sheet.title, possible_points(sheet)) if into else None
    with open_book(place) as book, book.reading() as db:
        rows = rows_of(db, sheet, standings(db, policed(course, sheet), told=reveal))
        if filling is not None and not enter_scores(db, filling, sheet.name, rows, out / filling.path.name):
            raise OperatorError(f"{into}: nobody of the class is in it; export it again, or look at secant roster.")
        if student is None:
            screen.print(standings_table(rows))
            return
        key = roster.student_of(db, student)
    (row,) = [each for each in rows if each.key == key]
    screen.print(lines_table(row))
    for note in notes_on(row):
        notices.print(Text(note, "yellow"), soft_wrap=True)


@main.command()
@click.argument("assignments", metavar="[ASSIGNMENT]...", nargs=-1)
@click.option("--out", default="export", show_default=True, type=click.Path(path_type=Path), help="Folder to write to.")
@click.option("--anonymous", is_flag=True, help="Without a word of whose it is: random keys, no texts, no times.")
@revealing
@kept
def export(assignments: tuple[str, ...], out: Path, *, anonymous: bool, reveal: bool, place: str) -> None:
    """Write what a class has: grades.csv and lines.csv, or with --anonymous one file for research."""
    from autograder.classroom.grades import standings
    from autograder.terminal.standings import anonymous_json, lines_csv, rows_of, standings_csv

    course = this_course()
    sheets = [sheet_of(course, name) for name in assignments or course.sheets]
    others = (each for each in policed(course, sheets[0]) if each.name not in {sheet.name for sheet in sheets})
    with open_book(place) as book, book.reading() as db:
        every = standings(db, [*sheets, *others], told=reveal)  # late days are paid from one bank
        found = {key: {sheet.name: own[sheet.name] for sheet in sheets} for key, own in every.items()}
        if anonymous:
            files = {"anonymous.json": anonymous_json(db, sheets, found)}
        else:
            rows = {sheet.name: (sheet, rows_of(db, sheet, found)) for sheet in sheets}
            files = {}
            for name, (sheet, each) in rows.items():
                files |= {f"{name}-grades.csv": standings_csv(sheet, each), f"{name}-lines.csv": lines_csv(sheet, each)}
    for name, text in files.items():
        write_private(out / name, text)
        screen.print(Text(str(out / name)), soft_wrap=True)


@main.command()
@click.argument("assignment")
@revealing
@kept
@who
def publish(assignment: str, *, reveal: bool, place: str, who: str) -> None:
    """Note that students are told their points now: later differences are shown against it.

    Whoever has handed in nothing that could be graded is told nothing.
    """
    from autograder.classroom.grades import possible_points, standings
    from autograder.gradebook import publishing

    course = this_course()
    sheet = sheet_of(course, assignment)
    with open_book(place) as book, book.writing() as db:
        found = standings(db, policed(course, sheet), told=reveal)
        told = {key: each[sheet.name] for key, each in found.items() if each[sheet.name].has_grade}
        possible = Fraction(possible_points(sheet))
        grades = {key: replace(each.grade, possible=possible) for key, each in told.items()}
        new = [publishing.publish(db, key, sheet.name, grade, who) for key, grade in grades.items()]
    words = f"{len(new)} students are told their points, {sum(new)} of them for the first time or other ones"
    screen.print(Text(f"{sheet.name}: {words}."), soft_wrap=True)
    if unmarked := sum(len(each.open) for each in told.values()):
        notices.print(Text(f"{unmarked} answers in words wait for a person to mark them.", "yellow"), soft_wrap=True)


@main.command()
@click.argument("assignment")
@click.option("--apply", "applied", is_flag=True, help="Let the new results count.")
@click.option("--better", is_flag=True, help="With --apply: only where they have more points.")
@click.option("--again", is_flag=True, help="Grade also what has a result by the sheet as it is.")
@click.option("--jobs", default=1, show_default=True, type=click.IntRange(1, 256), help="Grade so many side by side.")
@click.option("--scheduler", metavar="ADDRESS", help="Grade on the workers of a Dask cluster: tcp://HOST:8786.")
@kept
@trusting
def regrade(
    assignment: str,
    *,
    applied: bool,
    better: bool,
    again: bool,
    jobs: int,
    scheduler: str | None,
    place: str,
    trust_submissions: bool,
) -> None:
    """Grade what was handed in by the sheet as it is now, and show whose points move and why.

    Nothing counts otherwise until --apply says so; points by hand and overrides always stay, and those that were
    decided on another result are named.
    """
    from autograder.classroom.batch import edition_of
    from autograder.classroom.pools import pool_of
    from autograder.classroom.regrading import apply
    from autograder.classroom.regrading import regrade as regrade_
    from autograder.gradebook import roster
    from autograder.terminal.progress import Progress
    from autograder.terminal.standings import changes_table

    if better and not applied:
        raise OperatorError("--better says which results are to count: name --apply, too.")
    course = this_course()
    sheet = sheet_of(course, assignment)
    seeds_of(course, sheet)
    pool = pool_of(course, sheet, jobs=jobs, scheduler=scheduler, trust=trust_submissions)
    with open_book(place) as book, ending_well():
        with Progress("regraded", None) as progress:
            run, changes = regrade_(
                book,
                edition_of(course, sheet),
                pool,
                again=again,
                advance=lambda count, is_new: progress.advance(count, is_new=is_new),
            )
        moved = [each for each in changes if each.moves or each.old != each.new]
        with book.reading() as db:
            people = roster.roster(db)
        if moved:
            screen.print(changes_table(moved, people))
        screen.print(Text(f"{len(moved)} submissions have other points, {len(changes) - len(moved)} the same anew."))
        if applied:
            count = apply(book, run, changes, better=better)
            screen.print(Text(f"{count} new results count now."))
            say_stale(book, course, sheet)
        elif changes:
            screen.print(
                Text("Nothing was changed; --apply lets the new results count, --apply --better only better ones.")
            )


def say_stale(book: Gradebook, course: Course, sheet: Assignment) -> None:
    """Name the decisions that were made on another result than the one that counts now."""
    from autograder.classroom.grades import standings
    from autograder.report import points_text
    from autograder.terminal.standings import rows_of

    with book.reading() as db:
        rows = rows_of(db, sheet, standings(db, policed(course, sheet), told=True))
    for row in rows:
        for each in row.standing.stale:
            points = points_text(each.points) if each.points is not None else ""
            words = f"{row.name}: {each.item} stays at {points} by {each.who}, decided on another result; look at it."
            notices.print(Text(words, "yellow"), soft_wrap=True)


@main.command()
@click.argument("assignment")
@click.option("--csv", "table", metavar="FILE", type=click.Path(path_type=Path), help="Write a row an exercise.")
@click.option("--json", "document", metavar="FILE", type=click.Path(path_type=Path), help="Write all of it.")
@click.option(
    "--similar",
    "pages",
    metavar="FOLDER",
    type=click.Path(path_type=Path),
    help="Look for submissions that are alike, with compare50; write its pages.",
)
@kept
def stats(assignment: str, table: Path | None, document: Path | None, pages: Path | None, *, place: str) -> None:
    """Show how a class has done: exercise by exercise, which misconceptions how often, which checks decide.

    Of each student the submission that counts. What --similar shows is evidence for a person, and never a score.
    """
    from autograder.report import (
        misconception_table,
        similarity_json,
        similarity_table,
        statistics_csv,
        statistics_json,
        statistics_table,
    )
    from autograder.score import class_statistics
    from autograder.terminal.class_results import counting, similar_in

    course = this_course()
    sheet = sheet_of(course, assignment)
    with open_book(place) as book:
        statistics = class_statistics(graded for _, graded in counting(book, policed(course, sheet)))
        screen.print(statistics_table(statistics))
        screen.print(misconception_table(statistics))
        for path, write in ((table, statistics_csv), (document, statistics_json)):
            if path is not None:
                write_private(path, write(statistics))
                screen.print(Text(str(path)), soft_wrap=True)
        if pages is not None:
            pairs = similar_in(book, policed(course, sheet), course.seeds(sheet), pages)
            write_private(pages / "similar.json", similarity_json(pairs))
            screen.print(similarity_table(pairs))
            screen.print(Text(f"{pages}: the pages, side by side, for the staff alone."), soft_wrap=True)


@main.command()
@click.argument("assignment")
@click.option("--out", default="report", show_default=True, type=click.Path(path_type=Path), help="Folder to write to.")
@click.option("--jobs", default=1, show_default=True, type=click.IntRange(1, 256), help="Make so many side by side.")
@revealing
@kept
def report(assignment: str, out: Path, *, jobs: int, reveal: bool, place: str) -> None:
    """Write the pages of a class: index.html for the staff, and a report for every student.

    They are files, whole in themselves, that open without a server and print. Names stand in them, and in no address.
    """
    from autograder.proof import kept as certified
    from autograder.terminal.grading import sheets_cells
    from autograder.terminal.reporting import write_pages
    from autograder.words import say

    course = this_course()
    sheet = sheet_of(course, assignment)
    found = certified(course, sheet)
    proven = found is not None and found.proven
    counts = {name: getattr(found, name, 0) for name in ("right", "mistakes", "generated")}
    words = say("proven" if proven else "unproven", "class", **counts)
    with open_book(place) as book:
        own = sheets_cells(course, sheet)
        sheets = policed(course, sheet)
        path = write_pages(book, sheets, out / sheet.name, told=reveal, jobs=jobs, proven=words, generated=own)
    screen.print(Text(str(path)), soft_wrap=True)


@main.command()
@click.argument("student")
@click.argument("exercise")
@click.option("--assignment", help="Where several sheets have an exercise of this name.")
@click.option("--out", metavar="FILE", type=click.Path(path_type=Path), help="Write a script that makes the call.")
@kept
@trusting
def replay(
    student: str, exercise: str, assignment: str | None, out: Path | None, *, place: str, trust_submissions: bool
) -> None:
    """Reproduce the call on which a student's function fails: hidden numbers, what came back, what was expected.

    For the staff alone. The script of --out runs the student's code without any sandbox.
    """
    from autograder.classroom import Grader
    from autograder.classroom.replay.script import lines_of, script_of
    from autograder.gradebook import roster
    from autograder.records import Refusal
    from autograder.report import printable
    from autograder.terminal.class_results import file_that_counts

    course = this_course()
    sheet = sheet_with(course, exercise, assignment)
    with open_book(place) as book:
        with book.reading() as db:
            key = roster.student_of(db, student)
        member = file_that_counts(book, policed(course, sheet), key)
    with Grader(course, sheet, trust=trust_submissions) as grader:
        found = grader.replay(member, exercise)
    if isinstance(found, Refusal):
        raise OperatorError(f"{found.submission}: {found.reason}")
    for label, text in lines_of(found):
        screen.print(printable(f"{label:12} {text}"), soft_wrap=True)
    if out is not None and found.failures:
        write_private(out, script_of(found))
        screen.print(Text(f"{out}: makes the call; it runs the student's code without any sandbox."), soft_wrap=True)


def sheet_with(course: Course, exercise: str, assignment: str | None) -> Assignment:
    """Return the one sheet that has an exercise."""
    sheets = [sheet_of(course, name) for name in ([assignment] if assignment else course.sheets)]
    having = [sheet for sheet in sheets if any(each.name == exercise for each in sheet.exercises)]
    if len(having) == 1:
        return having[0]
    where = ", ".join(sheet.name for sheet in having or sheets)
    if having:
        raise OperatorError(f"{exercise!r}: is an exercise of {where}; say which with --assignment.")
    raise OperatorError(f"{exercise!r}: is no exercise of {where}.")
