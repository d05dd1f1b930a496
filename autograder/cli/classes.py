"""What the staff do with a class beside grading: who is in it, who has more time, what people decide."""

from __future__ import annotations

import getpass
import os
import re
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from rich.text import Text

from autograder.cli.courses import sheet_of, this_course
from autograder.cli.door import BOOK, main
from autograder.errors import OperatorError
from autograder.terminal.screen import screen

if TYPE_CHECKING:
    from autograder.gradebook import Gradebook
    from autograder.spec import Assignment
    from autograder.spec.course import Course

F = TypeVar("F", bound=Callable[..., Any])


def _words(_context: click.Context, _option: click.Parameter, value: str) -> str:
    """Take grounds; none are no grounds."""
    if not value.strip():
        raise click.BadParameter("says nothing; it is kept for those who look at this later.")
    return value


kept = click.option(
    "--gradebook",
    "place",
    metavar="FILE|ADDRESS",
    envvar="SECANT_GRADEBOOK",
    default=f"graded/{BOOK}",
    show_default=True,
    help="Where results are kept.",
)
who = click.option("--who", default=getpass.getuser, show_default="your login name", help="Who decides this.")
why = click.option("--why", required=True, callback=_words, help="On what grounds; it is kept.")
revealing = click.option("--reveal", is_flag=True, help="After the due date: the multiple choice counts, too.")


def open_book(place: str) -> Gradebook:
    """Open a gradebook that is there already."""
    from autograder.gradebook import Gradebook

    if "://" not in place and not os.path.lexists(place):
        raise OperatorError(f"{place}: there is no gradebook; grade first, or name another with --gradebook.")
    return Gradebook(place)


def policed(course: Course, sheet: Assignment) -> list[Assignment]:
    """Return a sheet among those of its course, which pay late days from one bank."""
    from autograder.spec.course import load_others

    return [sheet, *(each for each in load_others(course, sheet.name) if each.policy is not None)]


def item_of(sheet: Assignment, item: str, *, exercises: bool = True) -> str:
    """Return the name of an exercise, or else of a question."""
    known = [each.name for each in (sheet.exercises if exercises else sheet.questions)]
    if item not in known:
        what = "exercise" if exercises else "question"
        raise OperatorError(f"{item!r}: is no {what} of {sheet.name}; there are: {', '.join(known) or 'none'}.")
    return item


@main.command("roster")
@click.argument("listed", metavar="[CLASS.csv]", required=False, type=click.Path(path_type=Path))
@kept
def roster_(listed: Path | None, place: str) -> None:
    """Show who is in the class, or bring the roster to a class list.

    The list has a line of titles: name, email, section, group, as far as they are known; canvas, gradescope, login, id
    for numbers there, and folder for the name of the student's folder or file.
    """
    from autograder.gradebook import Gradebook, roster
    from autograder.terminal.standings import roster_table

    if listed is None:
        with open_book(place) as book, book.reading() as db:
            screen.print(roster_table(roster.roster(db)))
        return
    people = roster.read_roster(read(listed))
    with Gradebook(place) as book, book.writing() as db:
        new = roster.enrol_all(db, people)
    screen.print(Text(f"{len(people)} students in the list, {new} of them new."))


def read(path: Path) -> str:
    """Read a table; a sentence says what is wrong with it."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise OperatorError(f"{path}: cannot be opened ({error.strerror}); name a file that is there.") from None
    except UnicodeDecodeError as error:
        raise OperatorError(f"{path}: cannot be read as UTF-8 ({error}); save it again as “CSV UTF-8”.") from None


@main.command()
@click.argument("listed", metavar="EXTENSIONS.csv", type=click.Path(path_type=Path))
@kept
@who
def extend(listed: Path, place: str, who: str) -> None:
    """Give students more time: the list holds from now on, instead of the one before.

    Its titles are student,assignment,until,days,why. Without an assignment a line is for all sheets; it has either a
    time until which, or days on top of the due date.
    """
    from autograder.gradebook import roster
    from autograder.gradebook.marking import Extended, extend
    from autograder.score import extensions_in

    course = this_course()
    policies = {name: sheet_of(course, name).policy for name in course.sheets}
    found = extensions_in(read(listed), str(listed), policies)
    with open_book(place) as book, book.writing() as db:
        rows, faults = [], []
        for each in found:
            try:
                key = roster.student_of(db, each.student)
                rows.append(Extended(key, each.assignment, each.until, each.days, each.why))
            except OperatorError as error:
                faults.append(f"{listed}: line {each.line}: {error}")
        if faults:
            raise OperatorError("\n".join(faults))
        extend(db, rows, who)
    screen.print(Text(f"{len(rows)} extensions hold now."))


@main.command()
@click.argument("assignment")
@click.argument("student")
@click.argument("exercise")
@click.argument("points")
@kept
@who
@why
def override(assignment: str, student: str, exercise: str, points: str, *, place: str, who: str, why: str) -> None:
    """Let other points count for an exercise than those that were judged; `none` takes that back.

    What was judged stays in the gradebook, with this decision beside it.
    """
    from autograder.gradebook import roster
    from autograder.terminal.marking import override_points

    sheet = sheet_of(this_course(), assignment)
    item_of(sheet, exercise)
    most = next(each.points for each in sheet.exercises if each.name == exercise)
    wanted = None if points == "none" else points_in(points, most)
    with open_book(place) as book, book.writing() as db:
        key = roster.student_of(db, student)
        changed = override_points(db, sheet, key, exercise, wanted, who, why)
    screen.print(Text("Noted." if changed else "That is so already."))


def points_in(text: str, most: int) -> Fraction:
    """Read points exactly: 3, 2.5 or 7/3."""
    found = re.fullmatch(r"\d{1,6}(?:[.,]\d{1,9}|/[1-9]\d{0,5})?", text)
    points = Fraction(text.replace(",", ".")) if found is not None else Fraction(-1)
    if not 0 <= points <= most:
        raise OperatorError(f"{text!r}: is no number of points from 0 to {most}; write 3, 2.5 or 7/3.")
    return points


@main.group()
def request() -> None:
    """Note what students ask to have looked at again, and what was decided."""


@request.command("new")
@click.argument("assignment")
@click.argument("student")
@click.argument("exercise")
@kept
@who
@why
def new_request(assignment: str, student: str, exercise: str, *, place: str, who: str, why: str) -> None:
    """Note a request for regrading: who asks, for whom, and why."""
    from autograder.gradebook import marking, roster

    sheet = sheet_of(this_course(), assignment)
    item_of(sheet, exercise)
    with open_book(place) as book, book.writing() as db:
        number = marking.request(db, roster.student_of(db, student), sheet.name, exercise, who, why)
    screen.print(Text(f"Request {number} is noted."))


@request.command("list")
@click.argument("assignment", required=False)
@click.option("--all", "every", is_flag=True, help="Also those that were decided.")
@kept
def list_requests(assignment: str | None, *, every: bool, place: str) -> None:
    """Show the open requests."""
    from autograder.gradebook import marking, roster
    from autograder.terminal.marking import requests_table

    name = sheet_of(this_course(), assignment).name if assignment else None
    with open_book(place) as book, book.reading() as db:
        found = [each for each in marking.all_requests(db, name) if every or each.granted is None]
        screen.print(requests_table(found, roster.roster(db)) if found else Text("There is no open request."))


@request.command()
@click.argument("number", type=int)
@click.option("--grant/--refuse", "granted", required=True, help="Whether the student is right.")
@kept
@who
@why
def rule(number: int, *, granted: bool, place: str, who: str, why: str) -> None:
    """Decide a request. It changes no points: regrade, or override them."""
    from autograder.gradebook import marking

    with open_book(place) as book, book.writing() as db:
        marking.rule(db, number, who, why, granted=granted)
    screen.print(Text(f"Request {number} is {'granted' if granted else 'refused'}."))


@main.command()
@click.argument("student")
@click.option("--yes", is_flag=True, help="Do not ask.")
@kept
def forget(student: str, *, yes: bool, place: str) -> None:
    """Take all that is known of a student out of the gradebook: name, files, results, decisions. For good."""
    from autograder.gradebook import roster
    from autograder.gradebook.forgetting import forget as forget_

    with open_book(place) as book:
        with book.reading() as db:
            key = roster.student_of(db, student)
        if not yes:
            click.confirm(f"Forget {student} for good?", abort=True)
        with book.writing() as db:
            count = forget_(db, key)
        book.sweep()
    screen.print(Text(f"Forgotten, with {count} submissions. The files of results and downloads are yours to delete."))
