"""Tables for a terminal: what is in them, and what is kept out of them."""

from __future__ import annotations

import io
from fractions import Fraction

import pytest
from rich.console import Console

from autograder.records import (
    CellTrouble,
    ExerciseScore,
    Finding,
    Mark,
    Message,
    Outcome,
    Raised,
    Refusal,
    Result,
)
from autograder.report import exercise_table, points_text, summary_table
from autograder.report.tables import STYLES, printable

HALF = Fraction(1, 2)


def finding(exercise="predict", outcome=Outcome.FAILED, key="differs", **values):
    return Finding(exercise, "reference", outcome, Message(key, values or {"case": "one row"}))


def score(*findings, supplied=()):
    marks = tuple(Mark(each, Fraction(each.outcome is Outcome.PASSED), Fraction(1)) for each in findings)
    points = sum((mark.points for mark in marks), Fraction(0))
    return ExerciseScore(findings[0].exercise, marks, points, Fraction(len(marks)), supplied)


def result(*scores, name="any.ipynb", troubles=()):
    points = sum((each.points for each in scores), Fraction(0))
    possible = sum((each.possible for each in scores), Fraction(0))
    return Result(name, "a01", scores, points, possible, troubles, 1.0, "none")


def printed(table, terminal=False):
    file = io.StringIO()
    Console(file=file, width=200, force_terminal=terminal, highlight=False).print(table)
    return file.getvalue()


RIGHT = finding(outcome=Outcome.PASSED, key="passed", unused=1)


def test_a_row_a_file() -> None:
    """The summary has each file with its points and the reason, refused ones with a dash."""
    lines = printed(
        summary_table(
            [
                result(score(RIGHT), name="right.ipynb"),
                result(score(finding()), name="wrong.ipynb"),
                Refusal("broken.ipynb", "is empty; save it again."),
            ]
        )
    ).splitlines()
    assert [line.split()[:3] for line in lines] == [
        ["file", "points", "why"],
        ["right.ipynb", "1", "/"],
        ["wrong.ipynb", "0", "/"],
        ["broken.ipynb", "-", "Not"],
    ]
    assert lines[1].rstrip().endswith("all right")
    assert "predict: The value is wrong on the case “one row”" in lines[2]
    assert "Not graded: it is empty; save it again." in lines[3]


def test_like_reasons_stand_together() -> None:
    """Exercises that lost their points for the same reason share a line; troubles of cells come first."""
    unwritten = [score(finding(name, Outcome.CRASHED, "unwritten", unused=1)) for name in ("f", "g", "h")]
    trouble = CellTrouble(3, Raised("ValueError", "secret", 1))
    text = printed(summary_table([result(*unwritten, score(finding("k")), troubles=(trouble,))]))
    assert "f, g, h: Not written yet." in text
    assert text.index("Code cell 3 raised ValueError") < text.index("f, g, h") < text.index("k: The value")
    assert "secret" not in text


def test_supplied_functions_are_reported_though_all_is_right() -> None:
    """An exercise that is right with correct earlier functions says so in the summary."""
    text = printed(summary_table([result(score(finding("g", Outcome.PASSED, "passed", unused=1), supplied=("f",)))]))
    assert "g: Right, judged with correct versions of f." in text


def test_a_row_a_check() -> None:
    """The table of one submission has exercise, check, outcome, points and sentence of every check."""
    lines = printed(exercise_table(result(score(RIGHT), score(finding("mean"))))).splitlines()
    assert lines[1].split()[:6] == ["predict", "reference", "passed", "1", "/", "1"]
    assert lines[2].split()[:6] == ["mean", "reference", "failed", "0", "/", "1"]
    assert "The value is wrong" in lines[2]


def test_every_outcome_has_a_style() -> None:
    """No outcome is without its colour."""
    assert set(STYLES) == set(Outcome)


HOSTILE = "\x1b[2J\x1b]0;title\x07\r\n\x9b1m\u202etxt.[red]bold[/red]"


@pytest.mark.parametrize(
    "table",
    [
        summary_table([result(score(finding(case=HOSTILE)), name=HOSTILE)]),
        summary_table([Refusal(HOSTILE, HOSTILE)]),
        summary_table([result(score(finding()), troubles=(CellTrouble(1, Raised(HOSTILE, "", 1)),))]),
        summary_table([result(score(finding(key="missing", name="f", suggestion=HOSTILE)))]),
        exercise_table(result(score(finding(key="unsendable", reason=HOSTILE, case="")))),
    ],
    ids=["name", "refusal", "trouble", "suggestion", "check"],
)
def test_control_characters_and_markup_are_text(table) -> None:
    """Escape sequences in a name or in what student code wrote never reach the terminal, and markup stays text."""
    text = printed(table, terminal=False)
    assert not set("\x1b\x07\r\x9b\u202e") & set(text)
    assert "[red]bold[/red]" in text
    for sequence in ("\x1b[2J", "\x1b]0", "\x9b", "\u202e", "\r"):
        assert sequence not in printed(table, terminal=True)


def test_printable_keeps_letters_of_all_languages() -> None:
    """Only what is not printable becomes a question mark."""
    assert printable("grün 数 “x”\t\x00\x7f").plain == "grün 数 “x”???"


def test_commands_to_a_workflow_are_broken() -> None:
    """No word of a text is a command to GitHub's runner, wherever a line of a table begins."""
    assert (
        printable("::error::x ##[group] a ::set-env name=x::").plain == ": :error: :x # #[group] a : :set-env name=x::"
    )
    assert printable("X[::-1], X[::2]").plain == "X[::-1], X[::2]"
    text = printed(summary_table([Refusal("::error::a.py", "says ::stop-commands::b.")]))
    assert not [line for line in text.splitlines() if line.lstrip().startswith("::")]


POINTS = {
    Fraction(5): "5",
    Fraction(0): "0",
    Fraction(100): "100",
    HALF: "0.5",
    Fraction(1, 3): "0.33",
    Fraction(25, 4): "6.25",
}


@pytest.mark.parametrize(("points", "text"), POINTS.items(), ids=str)
def test_points_have_two_decimals_at_most(points, text) -> None:
    """Points are written without needless digits."""
    assert points_text(points) == text
