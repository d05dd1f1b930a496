"""Gradebooks of both kinds: a file, and a database of a PostgreSQL server that lasts as long as the tests."""

from __future__ import annotations

from fractions import Fraction

import pytest

from autograder.gradebook import Edition, Gradebook, intake
from autograder.records import ExerciseScore, Finding, Isolation, Mark, Message, Outcome, Result


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request, tmp_path):
    """Return where a gradebook can be: a file, or a database that is empty."""
    if request.param == "sqlite":
        return str(tmp_path / "book.sqlite")
    return request.getfixturevalue("postgresql")


@pytest.fixture
def book(place):
    """Open a gradebook."""
    with Gradebook(place) as opened:
        yield opened


@pytest.fixture
def edition():
    """Return a sheet as it is."""
    return Edition("e1", "s1", "Squares", 0, Fraction(5), "0.1.0", "2.0", "3.11")


@pytest.fixture
def run(book, edition):
    """Begin a run."""
    with book.writing() as db:
        return intake.begin(db, "grade", edition)


@pytest.fixture
def result():
    """Return a function that makes a result of one exercise with two checks."""

    def make(points=Fraction(1, 3), *, outcome=Outcome.FAILED, name="ada.py", **fields):
        finding = Finding("f", "reference", outcome, Message("value", {"case": "wide"}), None, "slip", ())
        passed = Finding("f", "derivative", Outcome.PASSED, Message("passed"), Message("seen", {"error": 1e-9}))
        marks = (Mark(finding, points, Fraction(1)), Mark(passed, Fraction(4), Fraction(4)))
        score = ExerciseScore("f", marks, points + 4, Fraction(5), ("g",))
        isolation = Isolation("A", ("a user of its own",))
        return Result(name, "s1", (score,), points + 4, Fraction(5), (), 0.25, isolation, **fields)

    return make
