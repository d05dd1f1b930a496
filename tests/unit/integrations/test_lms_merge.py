"""The class's table of an earlier run, with the rows of this one."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from fractions import Fraction

import pytest

from autograder.integrations.lms import Attempt, Owner, Student, class_table, merged, standings
from autograder.records import Refusal
from tests.unit.integrations.test_gradescope import GRADED


def table(penalty=None, **points):
    """Return a class's table: a file for each student."""
    owners = {name: Owner("", name, (Student(name),)) for name in points}
    attempts = [
        Attempt(replace(GRADED, submission=f"={name}.py", points=Fraction(value)), owners[name])
        if isinstance(value, int)
        else Attempt(Refusal(f"{name}/x", value), owners[name])
        for name, value in points.items()
    ]
    return class_table(standings(attempts, penalty), penalty)


def rows(text):
    return [(row["name"], row["points before penalties"]) for row in csv.DictReader(io.StringIO(text))]


def test_rows_of_other_files_stay_in_their_places() -> None:
    """New rows stand where those of their files stood, others' are kept, and new files come last."""
    text, kept = merged(table(ada=1, bob=2, cleo=3), table(bob=5, dan=4), ["=bob.py", "=dan.py"])
    assert rows(text) == [("ada", "1"), ("bob", "5"), ("cleo", "3"), ("dan", "4")]
    assert kept == 2


def test_a_file_that_no_longer_counts_has_no_row() -> None:
    """What was graded in this run, and is not the student's best, leaves the table."""
    assert rows(merged(table(ada=1, bob=2), table(bob=5), ["=ada.py", "=bob.py"])[0]) == [("bob", "5")]


def test_who_hands_in_a_notebook_at_last_is_one_row() -> None:
    """The row of a student who had nothing that could be graded goes when there is a file."""
    old = table(ada=1, cleo="is no notebook and no script (hw.pdf); hand in the sheet's notebook.")
    assert rows(merged(old, table(cleo=4), ["=cleo.py"])[0]) == [("ada", "1"), ("cleo", "4")]


@pytest.mark.parametrize(
    "old",
    ["", "Dear all", 'a,"b', table(Fraction(20), ada=1), table(ada=1) + "x,y\r\n", table(ada=1).replace(",", ";")],
)
def test_what_is_no_such_table_is_not_changed(old) -> None:
    """Other columns, as with another penalty, or no table at all: the caller keeps the file."""
    assert merged(old, table(ada=1), []) is None
