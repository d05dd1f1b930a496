"""What is said of graded submissions."""

from __future__ import annotations

import itertools
import os
from typing import TYPE_CHECKING

from rich.text import Text

from autograder.classroom.batch import is_broken
from autograder.records import Outcome, Refusal, Result
from autograder.terminal.screen import notices, say, screen, writing_below

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from fractions import Fraction
    from pathlib import Path

    from autograder.spec import Assignment

SHOWN = 100  # files that have a row each on the screen


def show(graded: Sequence[Result | Refusal], *, told: bool = False) -> None:
    """Print one submission check by check, several a row each; `told` whether the multiple choice is marked."""
    from autograder.report import (
        exercise_table,
        isolation_sentence,
        printable,
        summary_table,
        trouble_sentences,
    )

    levels: set[str] = set()
    broken: list[Result] = []

    def noted(each: Result | Refusal) -> Result | Refusal:
        if isinstance(each, Result):
            levels.add(isolation_sentence(each.isolation))
            broken.extend([each] if is_broken(each) else [])
        return each

    first = noted(graded[0]) if len(graded) == 1 else None
    if isinstance(first, Result):
        for sentence in trouble_sentences(first):
            screen.print(printable(sentence, "yellow"))
        screen.print(exercise_table(first, told=told))
        screen.print(Text(_total(first, told=told), "bold"))
    elif len(graded) <= SHOWN:
        screen.print(summary_table(noted(each) for each in graded))
    else:
        _show_many(noted(each) for each in graded)
    for sentence in sorted(levels):
        screen.print(Text(sentence, "dim"))
    for each in broken:
        _report_broken(each)


def _show_many(graded: Iterable[Result | Refusal]) -> None:
    """Print of a large class who was not graded, and how the others have done."""
    from autograder.report import points_text, summary_table

    refused: list[Refusal] = []
    points: list[tuple[Fraction, Fraction]] = []
    for each in graded:
        if isinstance(each, Refusal):
            refused.append(each)
        else:
            points.append((each.points, each.possible))
    if refused:
        screen.print(summary_table(refused))
    if points:
        points.sort()
        middle, possible = points[len(points) // 2][0], max(each for _, each in points)
        words = f"{len(points)} graded; the middle one has {points_text(middle)} of {points_text(possible)} points"
        screen.print(Text(f"{words}, the least {points_text(points[0][0])}, the most {points_text(points[-1][0])}."))


def _total(result: Result, *, told: bool) -> str:
    """Say what a submission has, and what is not marked yet."""
    from autograder.report import points_text

    marked = [reply for reply in result.replies if told and reply.points is not None]
    points = result.points + sum(reply.points for reply in marked if reply.points is not None)
    possible = result.possible + sum(reply.possible for reply in marked)
    open_ = sum(reply.possible for reply in result.replies if reply not in marked)
    later = f"; {points_text(open_)} more are not marked yet" if open_ else ""
    return f"{points_text(points)} of {points_text(possible)} points{later}"


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
    """Write the answers that a person marks, where there are any; a table with somebody's marks in it is kept."""
    from autograder.report import is_marked, written_table
    from autograder.spec import Written

    results = [each for each in graded if isinstance(each, Result)]
    if not results or not any(isinstance(question, Written) for question in sheet.questions):
        return
    path = out / "written.csv"
    with writing_below(out):
        if path.exists() and is_marked(path.read_bytes()):
            names = (path.with_name(f"{path.stem}-{number}{path.suffix}") for number in itertools.count(1))
            place = next(name for name in names if not os.path.lexists(name))
            path.rename(place)
            say([f"{path}: had marks in it, and is kept as {place}."])
        path.write_text(written_table(results), encoding="utf-8-sig", newline="")  # which spreadsheets expect
    screen.print(Text(f"To be marked by a person: {path}"), soft_wrap=True)
