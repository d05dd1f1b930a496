"""What a class has, on the screen and in files: no field is run by a spreadsheet, and numbers stay numbers."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime
from fractions import Fraction

import pytest

from autograder.classroom.grades import basis_of, standings
from autograder.classroom.regrading import Change, moves_between
from autograder.gradebook import Person, publishing, roster
from autograder.records import Message, Outcome, Refusal
from autograder.spec import Late, Policy
from autograder.terminal.standings import (
    _field,
    anonymous_json,
    changes_table,
    lines_csv,
    lines_table,
    name_of,
    notes_on,
    rows_of,
    standings_csv,
    standings_table,
)
from tests.unit.classroom.gradebooks import at, choice, result, sheet, written

LATE = Policy(due="2026-11-03T12:00", zone="UTC", late=Late(percent_a_day=20))


@pytest.fixture
def rows(school):
    """Return a function that returns the rows of the one sheet."""

    def read(policy=None, *, told=False):
        wanted = sheet(policy)
        with school.book.reading() as db:
            return rows_of(db, wanted, standings(db, [wanted], told=told))

    return read


@pytest.fixture
def shown():
    """Return a function that returns the cells of a table for the screen, row by row."""

    def read(table):
        columns = [[getattr(cell, "plain", cell) for cell in column.cells] for column in table.columns]
        return [*zip(*columns, strict=True)]

    return read


def read_back(text):
    return [*csv.DictReader(io.StringIO(text, newline=""))]


@pytest.mark.parametrize("number", ["0", "5", "2.5", "-5", "-2.5", "100"])
def test_numbers_stay_numbers(number) -> None:
    """A number with its sign is none of a spreadsheet's formulas: what lateness takes off can be added up."""
    assert _field(number) == number


@pytest.mark.parametrize("text", ["=1+1", "-1+1", "--1", "+1", "@sum(a1)", "-", "-a", "-1.2.3", "\t=1", " =1", "-1 "])
def test_what_begins_as_a_formula_is_no_formula(text) -> None:
    """Whatever a student is called, a file or a remark: a spreadsheet shows it and does not run it."""
    assert _field(text).startswith("'")


def test_no_field_of_the_files_is_a_formula(school, rows) -> None:
    """Names, addresses, groups, paths and notes that begin as formulas, and lines that take points off."""
    with school.book.writing() as db:
        person = Person("=cmd()", "@ada", "+A", "-B", (("", "=cmd()"),))
        roster.correct(db, person)
    school.hand_in("=cmd()", result(f=10), when=at("11-04 11:00"), path="=1.py")
    school.unreadable("=cmd()", "=HYPERLINK()")
    (row,) = read_back(standings_csv(sheet(), rows(LATE)))
    assert [row[title] for title in ("name", "e-mail", "section", "group", "file")] == [
        "'=cmd()", "'@ada", "'+A", "'-B", "'=1.py",
    ]  # fmt: skip
    assert (row["points"], row["possible"], row["assignment"]) == ("8", "10", "s1")
    lines = read_back(lines_csv(sheet(), rows(LATE)))
    assert [(line["name"], line["points"], line["possible"]) for line in lines] == [
        ("'=cmd()", "10", "10"), ("'=cmd()", "-2", "0"),
    ]  # fmt: skip
    for line in [row, *lines]:
        assert not any(field.startswith(("=", "+", "@")) for field in line.values())


def test_rows_are_by_name_whatever_a_student_is_known_by(school, rows) -> None:
    """The name, or else the address, a number, the key; capitals do not matter."""
    with school.book.writing() as db:
        roster.enrol(db, Person("Cleo", numbers=(("", "x1"),)))
        roster.enrol(db, Person("", "Bob@example.org"))
        roster.enrol(db, Person("", numbers=(("canvas", "a7"),)))
    assert [row.name for row in rows()] == ["a7", "Bob@example.org", "Cleo"]
    assert name_of("s0", Person()) == "s0"


def test_numbers_in_names_sort_as_numbers(school, rows) -> None:
    """Student 9 stands before Student 10."""
    for number in (10, 9, 100):
        school.hand_in(f"Student {number}", result(f=1))
    assert [row.name for row in rows()] == ["Student 9", "Student 10", "Student 100"]


def test_the_notes_say_what_the_staff_should_know(school, rows) -> None:
    """What was refused, what is open, what is stale, and what the student was told; of others nothing."""
    school.hand_in("ada", result(f=2, replies=[written("a", "one"), written("b", "two")]))
    school.hand_in("bob", result(f=3))
    school.unreadable("ada", "is too large.")
    school.decide("ada", "f", "7/3", basis_of(Fraction(1)))
    ada, bob = rows()
    with school.book.writing() as db:
        for row in (ada, bob):
            publishing.publish(db, row.key, "s1", row.standing.grade, "me")
    assert [*notes_on(bob)] == []
    assert [*notes_on(ada)] == [
        "not graded: it is too large",
        "to be marked by a person: one, two",
        "f: 2.33 by me, decided on another answer or result",
    ]
    school.decide("ada", "f", 4, basis_of(Fraction(2)))
    ada, bob = rows()
    assert [*notes_on(ada)][-1] == "was told 2.33 of 10"
    assert [*notes_on(bob)] == []


def test_the_same_points_of_other_possible_ones_are_other_points(school, rows) -> None:
    """Who was told two of ten, and has two of twelve now, is told something else."""
    school.hand_in("ada", result(f=2, replies=[choice(0)]))
    (row,) = rows()
    told = publishing.Published(Fraction(2), Fraction(10), (), "me", datetime.now(UTC))
    assert [*notes_on(row._replace(told=told))] == []
    (row,) = rows(told=True)  # a key that is told moves nothing where it has earned nothing
    assert [*notes_on(row._replace(told=told))] == []
    assert [*notes_on(row._replace(told=told, possible=12))] == ["was told 2 of 10"]


def test_the_screen_has_a_row_a_student_and_a_row_a_line(school, rows, shown) -> None:
    """Points of the possible ones, notes beside them, and control characters of nobody."""
    school.hand_in("a\x1b[2J", result(f=10), when=at("11-04 11:00"))
    school.unreadable("a\x1b[2J", "is\x07 empty.")
    (row,) = rows(LATE)
    assert shown(standings_table([row])) == [("a?[2J", "8 / 10", "not graded: it is? empty")]
    found = shown(lines_table(row))
    assert [line[:2] for line in found] == [("10", "10"), ("-2", ""), ("8", "10")]
    assert found[0][2] == "f."


def test_changes_are_shown_with_what_they_come_from(shown) -> None:
    """An exercise or a question a line: its points before and after, and why; nothing that is gone is all right."""

    def change(old, new):
        points = [getattr(each, "points", None) for each in (old, new)]
        (row,) = shown(changes_table([Change("sub", "k", 2, *points, moves_between(old, new))], {"k": Person("Ada")}))
        return row

    refusal = Refusal("a.py", "is empty.")
    assert change(result(f=3, g=1), result(f=10, g=1)) == ("Ada", "4 -> 11", "f: 3 -> 10. All right.")
    assert change(result(f=3, g=1), result(f=3)) == ("Ada", "4 -> 3", "g: 1 -> -. The sheet does not have it.")
    words = "f: 3 -> -. The file is refused.\ng: 1 -> -. The file is refused."
    assert change(result(f=3, g=1), refusal) == ("Ada", "4 -> -", words)
    late = result(f=1, outcome=Outcome.FAILED, said=Message("late", {"seconds": 2}))
    assert change(result(f=3), late)[2].startswith("f: 3 -> 1. It did not return within 2 seconds")
    replies = [{"replies": [choice(points)]} for points in (0, 2)]
    assert change(*(result(f=3, **each) for each in replies))[2] == "which: 0 -> 2. By its key."


def test_an_anonymous_export_has_what_was_found_and_nothing_else(school) -> None:
    """Exercises, checks and outcomes of what counts; a student without a file has none; no word of theirs."""
    school.hand_in("ada", result(f="7/2", replies=[written("my words")]), path="secret.py")
    school.hand_in("bob", Refusal("b.py", "is called bob."))
    with school.book.reading() as db:
        text = anonymous_json(db, [sheet()], standings(db, [sheet()]))
    for word in ("ada", "bob", "secret", "words", school.key("ada")):
        assert word not in text
    found = sorted((each["assignments"]["s1"] for each in json.loads(text)), key=lambda each: each["points"] or 0)
    assert [(each["points"], each["refused"], len(each["exercises"])) for each in found] == [(None, 1, 0), (3.5, 0, 1)]
    (check,) = found[1]["exercises"][0]["checks"]
    assert (check["check"], check["outcome"], check["points"], check["possible"]) == ("reference", "passed", 3.5, 10)
