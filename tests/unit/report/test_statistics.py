"""A class's statistics for people and for programs."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import pytest
from rich.console import Console

from autograder.measures import CheckCount, ClassStatistics, ExerciseStatistics, Misconception, Times
from autograder.report import misconception_table, misconceptions_csv, statistics_csv, statistics_json, statistics_table

HARD = ExerciseStatistics(
    exercise="mlp_gradient",
    count=9,
    mean=2.5,
    difficulty=0.25,
    discrimination=-0.125,
    full=1 / 9,
    zero=2 / 3,
    crashed=0.5,
    blocked=0.0,
    supplied=1.0,
    broken=0,
    lost=8,
    checks=(CheckCount("derivative", 8, 5), CheckCount("reference", 3, 0), CheckCount("calls", 0, 0)),
)
UNKNOWN = ExerciseStatistics("predict", 0, *[None] * 8, broken=2, lost=0, checks=())
CLASS = ClassStatistics(
    assignment="a03",
    count=9,
    refused=1,
    mean=0.5,
    quartiles=(0.25, 0.5, 0.875),
    times=Times(0.05, 0.5, 2.0, 10.0),
    exercises=(HARD, UNKNOWN),
    misconceptions=(Misconception("mlp_gradient", "sign-turned", 4),),
)
NOBODY = ClassStatistics("", 0, 0, None, None, None, (), ())


def printed(table):
    """Return a table as a terminal shows it."""
    file = io.StringIO()
    Console(file=file, width=200, highlight=False).print(table)
    return file.getvalue()


def test_a_row_an_exercise() -> None:
    """The table has each figure of an exercise, a dash where it is undefined, and the class as a whole below."""
    lines = [" ".join(line.split()) for line in printed(statistics_table(CLASS)).splitlines()]
    assert "mlp_gradient 9 2.50 0.25 -0.12 11 % 67 % 50 % 0 % 100 % - derivative (5 of 8)" in lines
    assert "predict 0 - - - - - - - - 2 -" in lines
    said = " ".join(lines)
    assert "9 graded, 1 refused. Of the points 50 % on average; quartiles 25 %, 50 %, 88 %." in said
    assert "0.05 s a file at the median, 0.5 s at the 90th percentile, 2 s at most, 10 s in all." in said


def test_a_row_a_misconception() -> None:
    """Known mistakes have a table of their own, with how many submissions made them."""
    assert printed(misconception_table(CLASS)).splitlines()[1].split() == ["4", "mlp_gradient", "sign-turned"]


def test_names_are_no_markup() -> None:
    """A name in brackets is shown, and styles nothing."""
    named = replace(
        CLASS, exercises=(replace(HARD, exercise="[red]e"),), misconceptions=(Misconception("e", "[b]", 1),)
    )
    assert "[red]e" in printed(statistics_table(named))
    assert "[b]" in printed(misconception_table(named))


@pytest.mark.parametrize("table", [statistics_table, misconception_table])
def test_a_class_of_nobody_has_a_table(table) -> None:
    """Where nothing was graded, a table says so."""
    assert printed(table(NOBODY)).strip()


def test_the_csv_has_the_figures() -> None:
    """Each exercise has a row; numbers are numbers, and what is undefined is empty."""
    hard, unknown = csv.DictReader(io.StringIO(statistics_csv(CLASS)))
    assert (hard["exercise"], hard["count"], hard["decides_alone"]) == ("mlp_gradient", "9", "derivative")
    assert hard["checks"] == "derivative 8/5; reference 3/0"
    for name in ("mean", "difficulty", "discrimination", "full", "zero", "crashed", "blocked", "supplied"):
        assert float(hard[name]) == pytest.approx(getattr(HARD, name), rel=1e-5)
        assert unknown[name] == ""
    assert unknown["broken"] == "2"


@pytest.mark.parametrize("name", ["=1+1", "@sum", "+1", "-x()", "\t=1"])
def test_no_text_begins_as_a_formula(name) -> None:
    """Whatever an exercise, a check or a mistake is called, a spreadsheet shows it and does not run it."""
    checks = (CheckCount(name, 8, 5), CheckCount("other", 1, 0))
    named = replace(CLASS, exercises=(replace(HARD, exercise=name, checks=checks),))
    (row,) = csv.DictReader(io.StringIO(statistics_csv(named)))
    (mistake,) = csv.DictReader(io.StringIO(misconceptions_csv([Misconception(name, name, 1)])))
    texts = [row["exercise"], row["decides_alone"], row["checks"], mistake["exercise"], mistake["misconception"]]
    assert all(text.startswith("'") for text in texts)


def test_the_json_has_everything() -> None:
    """JSON has the figures by their names, those of checks and the deciding one among them, and null for undefined."""
    read = json.loads(statistics_json(CLASS))
    assert {*read} == {*("assignment", "count", "refused", "mean", "quartiles", "times", "exercises", "misconceptions")}
    assert read["quartiles"] == [0.25, 0.5, 0.875]
    assert read["times"] == {"median": 0.05, "ninetieth": 0.5, "most": 2.0, "total": 10.0}
    assert read["misconceptions"] == [{"exercise": "mlp_gradient", "name": "sign-turned", "count": 4}]
    hard, unknown = read["exercises"]
    assert hard["decides_alone"] == "derivative"
    assert hard["checks"][0] == {"check": "derivative", "lost": 8, "alone": 5}
    assert hard["discrimination"] == -0.125
    assert unknown["difficulty"] is unknown["decides_alone"] is None


def test_nan_is_no_json() -> None:
    """A figure that is no number is an error of ours, and raises."""
    with pytest.raises(ValueError, match="JSON"):
        statistics_json(replace(CLASS, mean=float("nan")))
