"""What people have decided: the last decision counts, all of them stay."""

from __future__ import annotations

from datetime import UTC, datetime
from fractions import Fraction

import pytest
from sqlalchemy import func, select

from autograder.errors import OperatorError
from autograder.gradebook import Person, marking, publishing, roster
from autograder.gradebook.marking import Decision, Extended
from autograder.gradebook.tables import decisions, publications
from autograder.records import Grade, Line, Message


@pytest.fixture
def student(book):
    """Return a student's key."""
    with book.writing() as db:
        return roster.enrol(db, Person("Ada", numbers=(("", "ada"),)))


def test_the_last_decision_counts_and_all_stay(book, student) -> None:
    """A second decision stands above the first, the same again is none, and one without points takes it back."""
    first = Decision(student, "s1", "f", "override", Fraction(7, 3), "1", "me", "the case is unfair")
    second = first._replace(points=Fraction(2))
    with book.writing() as db:
        assert [marking.decide(db, each) for each in (first, first, second)] == [True, False, True]
        assert marking.decided(db, "s1") == {(student, "f"): second}
        assert marking.decided(db, "s1", []) == marking.decided(db, "s2") == {}
        assert marking.decide(db, first._replace(points=None))
        assert marking.decided(db, "s1") == {}
        assert not marking.decide(db, first._replace(points=None))
        assert db.scalar(select(func.count()).select_from(decisions)) == 3


def test_a_request_is_open_until_it_is_ruled_on(book, student) -> None:
    """It says who asked and why, then who has decided and why; a second ruling stands above the first."""
    with book.writing() as db:
        number = marking.request(db, student, "s1", "f", "ada", "my loop is right")
        marking.request(db, student, "s2", "g", "ada", "so is this")
        (found,) = marking.all_requests(db, "s1")
        assert (found.id, found.exercise, found.why, found.granted) == (number, "f", "my loop is right", None)
        marking.rule(db, number, "me", "no", granted=False)
        marking.rule(db, number, "you", "it is", granted=True)
        found, other = marking.all_requests(db)
        assert (found.granted, found.by, found.because) == (True, "you", "it is")
        assert other.granted is None
    with pytest.raises(OperatorError, match="99: is the number of no request"), book.writing() as db:
        marking.rule(db, 99, "me", "no", granted=False)


def test_the_newest_list_of_extensions_holds(book, student) -> None:
    """A list stands instead of the one before, and its times come back as they were."""
    until = datetime(2026, 11, 5, 22, 59, tzinfo=UTC)
    first = [Extended(student, "s1", until, 0, "ill"), Extended(student, "", None, 2, "always")]
    with book.writing() as db:
        assert marking.extended(db) == []
        marking.extend(db, first, "me")
        assert marking.extended(db) == first
        marking.extend(db, first[1:], "me")
        assert marking.extended(db) == first[1:]
        marking.extend(db, [], "me")
        assert marking.extended(db) == []


def test_what_was_told_is_kept_as_it_was_told(book, student) -> None:
    """Publishing the same again is nothing new; another grade stands beside the first, which stays."""
    line = Line(Message("item", {"name": "f"}), Fraction(1, 3), Fraction(1))
    grade = Grade("k", (line,), Fraction(1, 3), Fraction(1))
    with book.writing() as db:
        assert publishing.publish(db, student, "s1", grade, "me")
        assert not publishing.publish(db, student, "s1", grade, "you")
        told = publishing.published(db, "s1")[student]
        assert (told.points, told.possible, told.lines, told.who) == (Fraction(1, 3), 1, (line,), "me")
        assert publishing.publish(db, student, "s1", Grade("k", (), Fraction(0), Fraction(1)), "you")
        assert publishing.published(db, "s1")[student].points == 0
        assert publishing.published(db, "s2") == {}
        assert db.scalar(select(func.count()).select_from(publications)) == 2
