"""One row a student: what counts, what is taken off, and the table for people."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import UTC, datetime
from fractions import Fraction

import pytest

from autograder.integrations.lms import (
    Attempt,
    Lateness,
    Owner,
    Student,
    attributed,
    class_table,
    of_earlier_releases,
    penalty_words,
    standings,
    unknown_lateness,
)
from autograder.records import Refusal, Reply
from tests.unit.integrations.test_gradescope import GRADED

ADA, GRACE = Student("Ada", "1", "ada@x.org"), Student("Grace", "2")


def graded(path, points, possible=100):
    """Return the result of a file of a download."""
    return replace(GRADED, submission=path, points=Fraction(points), possible=Fraction(possible))


def rows_of(attempts, penalty=None):
    """Return the class's table as a spreadsheet reads it."""
    return list(csv.DictReader(io.StringIO(class_table(standings(attempts, penalty), penalty))))


def test_a_group_is_a_row_for_each_member() -> None:
    """Every member of a group has the group's points; name, id, e-mail address and file stand beside them."""
    rows = rows_of(
        [Attempt(graded("all.zip/submission_9/a.ipynb", Fraction(125, 2)), Owner("gradescope", "9", (ADA, GRACE)))]
    )
    common = {"file": "all.zip/submission_9/a.ipynb", "late": "unknown", "possible": "100", "reason": ""}
    assert rows == [
        {"name": "Ada", "id": "1", "e-mail": "ada@x.org", "points before penalties": "62.5"} | common,
        {"name": "Grace", "id": "2", "e-mail": "", "points before penalties": "62.5"} | common,
    ]


def test_the_best_of_a_students_files_counts() -> None:
    """A student is one row, with the file that has most points; a refused one counts only where there is no other."""
    owner = Owner("canvas", "1", (ADA,), late=False)
    files = [Refusal("a", "is empty."), graded("b", 40), graded("c", 60), graded("d", 60), Refusal("e", "is empty.")]
    (row,) = standings(Attempt(each, owner) for each in files)
    assert (row.graded.submission, row.points) == ("c", 60)


def test_plain_files_stand_for_themselves() -> None:
    """Two files in one folder of no platform may be two students': neither hides the other."""
    attempts, _ = attributed([graded("class/group/ada.ipynb", 1), graded("class/group/grace.ipynb", 2)], [])
    assert [row.points for row in standings(attempts)] == [1, 2]


def test_a_file_that_was_not_graded_has_a_reason() -> None:
    """A refused file has no points, not even none of them, and the sentence that says why."""
    (row,) = rows_of([Attempt(Refusal("a.ipynb", "is empty; save it again."), Owner("", "a.ipynb", (ADA,)))])
    assert (row["points before penalties"], row["possible"]) == ("", "")
    assert row["reason"] == "not graded: it is empty; save it again."


@pytest.mark.parametrize(
    ("penalty", "late", "points", "title"),
    [
        (None, True, "62.5", "points before penalties"),
        (Fraction(20), True, "50", "points after penalties (20 % off what is late)"),
        (Fraction(20), False, "62.5", "points after penalties (20 % off what is late)"),
        (Fraction(20), None, "62.5", "points after penalties (20 % off what is late)"),
        (Fraction(100), True, "0", "points after penalties (100 % off what is late)"),
        (Fraction(0), True, "62.5", "points after penalties (0 % off what is late)"),
    ],
)
def test_the_penalty_is_taken_off_what_is_late(penalty, late, points, title) -> None:
    """Only what is known to be late loses points, only if that is asked for, and the title says so."""
    (row,) = rows_of([Attempt(graded("a", Fraction(125, 2)), Owner("canvas", "1", (ADA,), late=late))], penalty)
    assert row[title] == points
    assert row["late"] == {True: "yes", False: "no", None: "unknown"}[late]
    assert title == f"points {penalty_words(penalty)}"


def test_penalties_are_exact_until_they_are_printed() -> None:
    """A third of a third less a third is two ninths, and not a decimal near it."""
    owner = Owner("canvas", "1", (ADA,), late=True)
    (row,) = standings([Attempt(graded("a", Fraction(1, 3)), owner)], Fraction(100, 3))
    assert row.points == Fraction(2, 9)


def test_the_best_counts_after_the_penalty() -> None:
    """A late file with more points does not replace one in time that has more after the penalty."""
    files = [(graded("late", 100), True), (graded("in-time", 90), False)]
    attempts = [Attempt(each, Owner("canvas", "1", (ADA,), late=late)) for each, late in files]
    assert standings(attempts, Fraction(20))[0].graded.submission == "in-time"
    assert standings(attempts)[0].graded.submission == "late"


def test_multiple_choice_counts_when_it_is_told() -> None:
    """After the due date points of the keys are in, as in results.json; what a person marks is not."""
    replies = (
        Reply("choice", "a", Fraction(2), Fraction(3), keys=("a", "b")),
        Reply("written", "because", None, Fraction(5)),
    )
    attempt = Attempt(replace(graded("a", 10), replies=replies), Owner("canvas", "1", (ADA,), late=False))
    sums = [(row.points, row.possible) for told in (False, True) for row in standings([attempt], told=told)]
    assert sums == [(10, 100), (12, 103)]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r=", " ="])
def test_nothing_in_the_table_is_a_formula(start) -> None:
    """A name, a number, an address, a file or a reason that begins as a formula gets an apostrophe in front."""
    hostile = f"{start}1+2"
    student = Student(hostile, hostile, hostile)
    (row,) = rows_of([Attempt(Refusal(hostile, hostile), Owner("", hostile, (student,)))])
    assert all(row[title].startswith("'") for title in ("name", "id", "e-mail", "file"))
    assert not any(value.lstrip().startswith(("=", "+", "-", "@", "\t", "\r")) for value in row.values())


def test_what_is_not_known_is_told_where_it_matters() -> None:
    """Gradescope's lateness is asked for always, others' where something is to be taken off; Canvas's is known."""

    def told(platform, lateness, late=None, points=1):
        owner = Owner(platform, "1", (ADA,), late=late)
        each = graded("a", points) if points is not None else Refusal("a", "is empty.")
        return " ".join(unknown_lateness(standings([Attempt(each, owner)]), lateness))

    penalty, due = Lateness(penalty=Fraction(20)), Lateness(datetime(2026, 11, 3, tzinfo=UTC))
    assert told("gradescope", Lateness()).endswith("no due date: give it with --due.")
    assert "nothing was taken off" in told("gradescope", penalty)
    assert told("gradescope", due).endswith("time of handing in is not in the export.")
    assert told("gradescope", due, late=True) == ""
    assert told("gradescope", Lateness(), points=None) == ""
    assert told("moodle", Lateness()) == told("", Lateness()) == ""
    assert "--into" in told("moodle", penalty)
    assert "nothing was taken off" in told("", penalty)


def test_points_of_an_earlier_release_are_told_and_stay() -> None:
    """Who was graded out of another number of points, as a release has promised, is named; nothing is scaled."""
    files = {"alice": (30, 1), "bob": (100, 1), "cleo": (100, 0), "=dan": (40, 2)}
    attempts = [
        Attempt(replace(graded(name, 30, possible), release=release), Owner("", name, (Student(name),)))
        for name, (possible, release) in files.items()
    ]
    rows = standings(attempts)
    words = "Graded by an earlier release of the sheet, out of another number of points, and entered as they are"
    assert of_earlier_releases(rows, 100) == (f"{words}: alice (30 of 30), =dan (30 of 40).",)
    assert [row.points for row in rows] == [30] * 4
    assert of_earlier_releases(rows[1:3], 100) == ()
