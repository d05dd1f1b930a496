"""A batch: files are taken into the gradebook first, and what has no result there yet is graded.

A run that is cut off, by whatever, goes on where it stopped: what was taken in stays, and each result is written down
as soon as it is there.
"""

from __future__ import annotations

import itertools
import platform
from dataclasses import dataclass
from fractions import Fraction
from importlib.metadata import version
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from autograder.classroom.grader import GIVEN_UP
from autograder.errors import SubmissionError
from autograder.generate import latest
from autograder.gradebook import intake, results
from autograder.records import Member, Outcome, Refusal, Result
from autograder.spec.digest import digest_of
from autograder.submission import content_of
from autograder.words import refused

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
    from pathlib import Path

    from sqlalchemy import Connection

    from autograder.gradebook import Edition, Gradebook
    from autograder.spec import Assignment
    from autograder.spec.course import Course

    Pool: TypeAlias = Callable[[Iterator[tuple[str, Member]]], Iterator[tuple[str, Result | Refusal]]]

TOGETHER = 50  # files that are taken in, or looked up, in one transaction


@dataclass(frozen=True, slots=True)
class Handed:
    """A file that was handed in, as it was read.

    Attributes
    ----------
    name : str
        For people; within a download or a folder with its path.
    given : str or Refusal
        What its content is known by in the gradebook; or why there is none.
    """

    name: str
    given: str | Refusal


def edition_of(course: Course, assignment: Assignment) -> Edition:
    """Return a sheet as it is now, with all that its results depend on."""
    return intake.Edition(
        digest_of(course, assignment),
        assignment.name,
        assignment.title,
        latest(assignment.folder),
        Fraction(assignment.points),
        version("secant"),
        np.__version__,
        platform.python_version(),
    )


def take_in(book: Gradebook, files: Iterable[Path | Member | Refusal]) -> Iterator[Handed]:
    """Read files into the gradebook; what cannot be read is refused, and costs that file alone.

    Parameters
    ----------
    book : Gradebook
        That keeps the contents.
    files : iterable of Path, Member or Refusal
        One is in memory at a time.

    Yields
    ------
    Handed
        One a file, in their order, after its content was kept.
    """
    waiting = iter(files)
    while True:
        with book.writing() as db:
            together = []
            for file in itertools.islice(waiting, TOGETHER):
                if isinstance(file, Refusal):
                    together.append(Handed(file.submission, file))
                    continue
                try:
                    content = file.content if isinstance(file, Member) else content_of(file)
                except SubmissionError as error:
                    together.append(Handed(file.name, refused(file.name, error)))
                else:
                    known_as = intake.fingerprint(file.name, content)
                    intake.keep(db, known_as, content)
                    together.append(Handed(file.name, known_as))
        if not together:
            return
        yield from together


def results_for(
    book: Gradebook,
    run: int,
    edition: Edition,
    names: Mapping[str, str],
    pool: Pool,
    note: Callable[[Connection, str, int], None],
    *,
    again: bool = False,
) -> Iterator[tuple[str, int, bool]]:
    """Grade contents that have no result yet.

    Parameters
    ----------
    book : Gradebook
        That holds the contents.
    run : int
        Of which the results are.
    edition : Edition
        By which they are graded.
    names : mapping of str to str
        By content, a file's name.
    pool : callable
        Grades files as they are asked for, each with its tag.
    note : callable
        Notes for whom a content's result counts, in the transaction in which it is written down.
    again : bool, optional
        Whether what has a result is graded once more.

    Yields
    ------
    (str, int, bool)
        Content, number of its result, whether it is of this run: those that were there first.
    """
    known: set[str] = set()
    for piece in () if again else _pieces(names):
        found = []
        with book.writing() as db:
            for content in piece:
                if (number := results.latest(db, edition.key, content)) is not None:
                    note(db, content, number)
                    found.append((content, number))
        for content, number in found:
            known.add(content)
            yield content, number, False
    if len(known) == len(names):
        return
    for content, graded in pool(_members(book, {each: name for each, name in names.items() if each not in known})):
        with book.writing() as db:
            number = results.record(db, run, edition.key, content, graded, final=is_final(graded))
            note(db, content, number)
        yield content, number, True


def _members(book: Gradebook, names: Mapping[str, str]) -> Iterator[tuple[str, Member]]:
    """Yield files out of the gradebook, one when it is asked for."""
    for content, name in names.items():
        with book.reading() as db:
            member = Member(name, intake.content_of(db, content))
        yield content, member


def _pieces(names: Collection[str]) -> Iterator[list[str]]:
    waiting = iter(names)
    while piece := [*itertools.islice(waiting, TOGETHER)]:
        yield piece


def is_final(graded: Result | Refusal) -> bool:
    """Whether a result is not to be tried again: nothing of it is our fault."""
    if isinstance(graded, Refusal):
        return graded.message is None or graded.message.key != GIVEN_UP
    return not is_broken(graded)


def is_broken(result: Result) -> bool:
    """Whether a check of a submission could not be judged: our fault."""
    return any(mark.finding.outcome is Outcome.BROKEN for score in result.scores for mark in score.marks)
