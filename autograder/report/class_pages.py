"""The page of a class, for its staff: pictures, what went wrong how often, and a table that sorts and filters."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from autograder.measures import Fared
from autograder.records import Outcome
from autograder.report.pages import environment, plain_text, style
from autograder.report.pictures import distribution, outcomes
from autograder.report.tables import points_text
from autograder.resources import resource
from autograder.words import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from fractions import Fraction

    from autograder.measures import ClassStatistics, Entry
    from autograder.records import Result

FULL = "full"
DRAWN = (FULL, Outcome.FAILED.value, Outcome.CRASHED.value, Outcome.BLOCKED.value, Outcome.BROKEN.value)
SLOWEST = 10
LONGEST_NAME = 80  # characters
SHADES = 5  # of the heat map: from nothing to everything


def fared(result: Result) -> tuple[Fared, ...]:
    """Return how a submission fared, exercise by exercise.

    Parameters
    ----------
    result : Result
        That counts.

    Returns
    -------
    tuple of Fared
    """
    found = []
    for score in result.scores:
        lost = next((mark.finding for mark in score.marks if mark.finding.outcome is not Outcome.PASSED), None)
        names = {name: None for mark in score.marks for name in (mark.finding.misconception or "").split(", ") if name}
        outcome = FULL if score.is_full or lost is None else lost.outcome.value
        found.append(Fared(score.exercise, score.points, score.possible, outcome, tuple(names)))
    return tuple(found)


def class_page(
    title: str,
    entries: Sequence[Entry],
    statistics: ClassStatistics,
    possible: Fraction,
    explanations: Mapping[tuple[str, str], str] | None = None,
    proven: str = "",
) -> str:
    """Return the page of a class; a student's report is `students/KEY.html` beside it.

    Parameters
    ----------
    title : str
        Of the sheet.
    entries : sequence of Entry
        A student each, in the order of the table.
    statistics : ClassStatistics
        Of the submissions that count.
    possible : Fraction
        Points of the sheet.
    explanations : mapping of (str, str) to str, optional
        What an exercise's known mistake means, in its author's words.
    proven : str, optional
        What is known of the sheet's tests, a sentence.

    Returns
    -------
    str
        HTML, whole in itself. Its one script sorts and filters the table; without it everything can be read.
    """
    script = (resource("templates") / "report" / "class.js").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(f"\n{script}".encode()).digest()).decode()
    names = [each.exercise for each in statistics.exercises]
    graded = [entry for entry in entries if entry.exercises]
    words = {key: _said(key) for key in ("students", "share")}
    shares = [float(entry.points / possible) for entry in entries if entry.points is not None and possible]
    counts = {name: [*_counts(graded, name)] for name in names}
    labels = [_said(f"bar-{each}") for each in DRAWN]
    return (
        environment()
        .get_template("class.html")
        .render(
            say=_said,
            style=style(),
            script=Markup(script),  # noqa: S704 - ours
            digest=digest,
            title=plain_text(title),
            possible=points_text(possible),
            students=len(entries),
            graded=len(graded),
            distribution=Markup(distribution(shares, words, 1)) if shares else "",  # noqa: S704 - of numbers
            outcomes=Markup(outcomes(counts, labels, words, 2)) if graded else "",  # noqa: S704 - of numbers and names
            statistics=statistics,
            quartiles=[f"{100 * each:.0f}" for each in statistics.quartiles or ()],
            figures=[*_figures(statistics)],
            alone=any(each.decides_alone for each in statistics.exercises),
            misconceptions=[*_misconceptions(statistics, graded, explanations or {})],
            slowest=[_slow(each) for each in sorted(graded, key=lambda each: -each.seconds)[:SLOWEST]],
            broken=[_entry(each, names) for each in entries if _is_broken(each)],
            levels=sorted(Counter(each.level for each in graded).items()),
            proven=proven,
            exercises=names,
            sections=sorted({plain_text(each.section, LONGEST_NAME) for each in entries if each.section}),
            rows=[_entry(each, names) for each in entries],
        )
    )


def _said(key: str, **values: Any) -> str:
    return say(key, "class", **values)


def _counts(entries: Sequence[Entry], exercise: str) -> Iterator[int]:
    found = Counter(each.outcome for entry in entries for each in entry.exercises if each.exercise == exercise)
    yield from (found[outcome] for outcome in DRAWN)


def _figures(statistics: ClassStatistics) -> Iterator[dict[str, str]]:
    for each in statistics.exercises:
        yield {
            "name": each.exercise,
            "mean": _figure(each.mean),
            "difficulty": _figure(each.difficulty),
            "discrimination": _figure(each.discrimination),
            "full": _percent(each.full),
            "zero": _percent(each.zero),
            "alone": each.decides_alone or "",
        }


def _misconceptions(
    statistics: ClassStatistics, entries: Sequence[Entry], explanations: Mapping[tuple[str, str], str]
) -> Iterator[dict[str, Any]]:
    for each in statistics.misconceptions:
        who = [
            {"key": entry.key, "name": plain_text(entry.name, LONGEST_NAME)}
            for entry in entries
            if any(one.exercise == each.exercise and each.name in one.misconceptions for one in entry.exercises)
        ]
        why = explanations.get((each.exercise, each.name), "")
        yield {"exercise": each.exercise, "name": each.name, "count": each.count, "who": who, "why": why}


def _slow(entry: Entry) -> dict[str, str]:
    return {"key": entry.key, "name": plain_text(entry.name, LONGEST_NAME), "seconds": f"{entry.seconds:.2f}"}


def _is_broken(entry: Entry) -> bool:
    return any(each.outcome == Outcome.BROKEN.value for each in entry.exercises) or not entry.exercises


def _entry(entry: Entry, exercises: Sequence[str]) -> dict[str, Any]:
    by_name = {each.exercise: each for each in entry.exercises}
    return {
        "key": entry.key,
        "name": plain_text(entry.name, LONGEST_NAME),
        "section": plain_text(entry.section, LONGEST_NAME),
        "points": "-" if entry.points is None else points_text(entry.points),
        "value": -1.0 if entry.points is None else float(entry.points),
        "has_report": entry.has_report,
        "cells": [_cell(name, by_name.get(name)) for name in exercises],
        "lost": " ".join(name for name, each in by_name.items() if each.outcome != FULL),
        "notes": [plain_text(note) for note in entry.notes],
    }


def _cell(name: str, found: Fared | None) -> dict[str, Any]:
    if found is None or not found.possible:
        return {"points": "-", "value": -1.0, "shade": "", "title": ""}
    share = float(found.points / found.possible)
    shade = 0 if not found.points else SHADES - 1 if share >= 1 else 1 + int((SHADES - 2) * share)
    return {
        "points": points_text(found.points),
        "value": share,
        "shade": f"s{shade}",
        "title": f"{name}: {_said(f'bar-{found.outcome}')}",
    }


def _figure(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"


def _percent(value: float | None) -> str:
    return "-" if value is None else f"{100 * value:.0f} %"
