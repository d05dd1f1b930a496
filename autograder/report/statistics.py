"""A class's statistics for people and for programs: tables for a terminal, CSV, and JSON."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from rich.table import Table

from autograder.report.tables import printable
from autograder.report.written import harmless

if TYPE_CHECKING:
    from collections.abc import Iterable

    from autograder.measures import ClassStatistics, ExerciseStatistics, Misconception

SHARES = ("full", "zero", "crashed", "blocked", "supplied")
NUMBERS = ("count", "mean", "difficulty", "discrimination", *SHARES, "broken", "lost")
LEGEND = (
    "p: difficulty, the mean share of the points; a high one is easy. "
    "r: discrimination, the correlation with the other exercises. "
    "supplied: judged with correct earlier functions. "
    "decides alone: the check that all lost who lost any, and how many of them lost no other."
)


def statistics_table(statistics: ClassStatistics) -> Table:
    """Return a row an exercise.

    Parameters
    ----------
    statistics : ClassStatistics
        Of one sheet.

    Returns
    -------
    rich.table.Table
        Its caption has the class as a whole, and says what the columns are.
    """
    caption = f"{_class_sentence(statistics)} {LEGEND}"
    table = Table(title=printable(statistics.assignment), box=None, padding=(0, 1, 0, 0), caption=caption)
    table.title_justify = table.caption_justify = "left"
    table.add_column("exercise", overflow="fold", min_width=12)
    for heading in ("n", "mean", "p", "r", *SHARES, "broken"):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column("decides alone")
    for each in statistics.exercises:
        figures = (
            str(each.count),
            _figure(each.mean),
            _figure(each.difficulty),
            _figure(each.discrimination),
            *(_percent(getattr(each, name)) for name in SHARES),
            str(each.broken or "-"),
        )
        table.add_row(printable(each.exercise), *map(printable, (*figures, _alone(each))))
    return table


def misconception_table(statistics: ClassStatistics) -> Table:
    """Return a row a known mistake that somebody made, the most frequent first.

    Parameters
    ----------
    statistics : ClassStatistics
        Of one sheet.

    Returns
    -------
    rich.table.Table
    """
    table = Table(box=None, padding=(0, 2, 0, 0))
    table.add_column("submissions", justify="right")
    table.add_column("exercise", overflow="fold")
    table.add_column("known mistake")
    for each in statistics.misconceptions:
        table.add_row(str(each.count), printable(each.exercise), printable(each.name))
    return table


def statistics_csv(statistics: ClassStatistics) -> str:
    """Return a row an exercise as CSV.

    Parameters
    ----------
    statistics : ClassStatistics
        Of one sheet.

    Returns
    -------
    str
        Columns: `exercise`; the fields of `ExerciseStatistics` that are numbers, by their names, empty where undefined;
        `decides_alone`; and for each check that was lost `NAME LOST/ALONE` in `checks`. No text begins as a formula
        does; a negative number is a number.
    """
    rows = [
        (
            harmless(each.exercise),
            *(_number(getattr(each, name)) for name in NUMBERS),
            harmless(each.decides_alone or ""),
            harmless("; ".join(f"{one.check} {one.lost}/{one.alone}" for one in each.checks if one.lost)),
        )
        for each in statistics.exercises
    ]
    return _csv(("exercise", *NUMBERS, "decides_alone", "checks"), rows)


def misconceptions_csv(misconceptions: Iterable[Misconception]) -> str:
    """Return a row a known mistake as CSV.

    Parameters
    ----------
    misconceptions : iterable of Misconception
        In the order of the rows.

    Returns
    -------
    str
        Columns: `exercise`, `misconception`, `count`. No text begins as a formula does.
    """
    rows = [(harmless(each.exercise), harmless(each.name), each.count) for each in misconceptions]
    return _csv(("exercise", "misconception", "count"), rows)


def statistics_json(statistics: ClassStatistics) -> str:
    """Return all figures as JSON, by the names that they have in `autograder.measures`.

    Parameters
    ----------
    statistics : ClassStatistics
        Of one sheet.

    Returns
    -------
    str
        An object: `assignment`, `count`, `refused`, `mean`, `quartiles` (a list of three), `times` (`median`,
        `ninetieth`, `most`, `total`, in seconds), `exercises` (a list of objects: `exercise`, `count`, `mean`,
        `difficulty`, `discrimination`, `full`, `zero`, `crashed`, `blocked`, `supplied`, `broken`, `lost`, `checks`, a
        list of `check`, `lost`, `alone`, and `decides_alone`) and `misconceptions` (a list of `exercise`, `name`,
        `count`). Shares lie in [0, 1]. What is undefined is null, and NaN stands nowhere.
    """
    exercises = [asdict(each) | {"decides_alone": each.decides_alone} for each in statistics.exercises]
    figures = asdict(statistics) | {"exercises": exercises}
    return json.dumps(figures, indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def _class_sentence(statistics: ClassStatistics) -> str:
    """Say how the class fared as a whole, and how long its grading took."""
    said = [f"{statistics.count} graded, {statistics.refused} refused."]
    if statistics.quartiles and statistics.mean is not None:
        lower, median, upper = map(_percent, statistics.quartiles)
        said.append(f"Of the points {_percent(statistics.mean)} on average; quartiles {lower}, {median}, {upper}.")
    if times := statistics.times:
        said.append(
            f"Grading took {times.median:.2g} s a file at the median, {times.ninetieth:.2g} s at the 90th percentile, "
            f"{times.most:.2g} s at most, {times.total:.3g} s in all."
        )
    return " ".join(said)


def _alone(each: ExerciseStatistics) -> str:
    check = next((one for one in each.checks if one.check == each.decides_alone), None)
    return f"{check.check} ({check.alone} of {each.lost})" if check else "-"


def _figure(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{100 * share:.0f} %"


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.6g}"


def _csv(columns: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\r\n")
    table.writerow(columns)
    table.writerows(rows)
    return text.getvalue()
