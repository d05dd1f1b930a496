"""Finds what a command works on: the course, its sheets and their seeds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from rich.text import Text

from autograder.errors import AuthorError, Fault, OperatorError
from autograder.terminal.screen import notices

if TYPE_CHECKING:
    from collections.abc import Iterable

    from autograder.spec import Assignment
    from autograder.spec.course import Course
    from autograder.spec.seeds import Seeds


def load_all(course: Course) -> list[tuple[Assignment, Seeds]]:
    """Load every sheet of a course, with its seeds, and hold the sheets against each other."""
    from autograder.spec.course import foreign_faults

    sheets = load_each(course, course.sheets)
    if faults := [*foreign_faults(sheets)]:
        raise AuthorError(faults)
    return [(sheet, seeds_of(course, sheet)) for sheet in sheets]


def load_each(course: Course, names: Iterable[str]) -> list[Assignment]:
    """Load sheets; the faults of all of them are reported together."""
    sheets: list[Assignment] = []
    faults: list[Fault] = []
    for name in names:
        try:
            sheets.append(sheet_of(course, name))
        except AuthorError as error:
            faults += error.faults
    if faults:
        raise AuthorError(faults)
    return sheets


def nothing(course: Course) -> OperatorError:
    """Return what to say of a course without sheets."""
    return OperatorError(f"{course.root}: there are no assignments; write assignments/NAME/exercises.py first.")


def this_course() -> Course:
    """Find the course; say so where that is not one of the operator's own."""
    from autograder.spec.course import find_course

    course = find_course()
    if course.is_bundled and not Path.cwd().resolve().is_relative_to(course.root):
        notices.print(Text("No course here or above: this is the bundled lecture, whose answers are public.", "yellow"))
    return course


def seeds_of(course: Course, sheet: Assignment) -> Seeds:
    """Return the sheet's seeds; say where a secret that had to be made is kept."""
    from autograder.spec.seeds import secret_file

    place = secret_file(course.root.name)
    known = place.exists()
    seeds = course.seeds(sheet)
    if not known and place.exists():
        words = f"Made a new secret for the course {course.root.name}: {place}. Keep it: other secrets, other numbers."
        notices.print(Text(words, "yellow"), soft_wrap=True)
    return seeds


def sheet_of(course: Course, name: str) -> Assignment:
    """Load one sheet; what students are told of it is said in its language from now on."""
    from autograder.spec.course import load
    from autograder.words import speak

    sheet = load(course, name)
    speak(sheet.language)
    return sheet
