"""What was handed in and what it was found to be: written once, loaded as it was, nothing overwritten."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from fractions import Fraction

import pytest
from sqlalchemy import func, select

from autograder.gradebook import Person, intake, results, roster
from autograder.gradebook.tables import contents, counted, submissions
from autograder.records import CellTrouble as Trouble
from autograder.records import Outcome, Raised, Refusal, Reply


@pytest.fixture
def student(book):
    """Return a student's key."""
    with book.writing() as db:
        return roster.enrol(db, Person("Ada", numbers=(("", "ada"),)))


@pytest.fixture
def keep(book, run, edition):
    """Return a function that records a result of a content; it returns the number."""

    def record(graded, content="c1", *, final=True, key=edition.key):
        with book.writing() as db:
            intake.keep(db, content, content.encode())
            return results.record(db, run, key, content, graded, final=final)

    return record


def load(book, number, name="ada.py"):
    with book.reading() as db:
        return results.load(db, number, name)


def test_a_result_comes_back_as_it_was(book, keep, result) -> None:
    """Exact points, what is said, troubles, replies with any text, and the file's name of the one who asks."""
    replies = (
        Reply("why", "a\0b\ud800 ünï", None, Fraction(3)),
        Reply("which", "b", Fraction(2), Fraction(2), ("a", "b")),
    )
    troubles = (Trouble(3, Raised("KeyError", "x", 1)),)
    for each in (result(), result(Fraction(0), replies=replies, variant=7, release=2)):
        graded = replace(each, troubles=troubles)
        assert load(book, keep(graded)) == graded
        assert load(book, keep(graded), "bob.py") == replace(graded, submission="bob.py")
    assert load(book, keep(Refusal("x", "is empty."))) == Refusal("ada.py", "is empty.")


def test_a_file_is_kept_once_and_comes_back(book) -> None:
    """A content is one row however often it is handed in, and its bytes are the same."""
    content = bytes(range(256)) * 100
    digest = intake.fingerprint("a.ipynb", content)
    for _ in range(2):
        with book.writing() as db:
            intake.keep(db, digest, content)
    with book.reading() as db:
        assert intake.content_of(db, digest) == content
        assert db.scalar(select(func.count()).select_from(contents)) == 1


def test_a_notebook_is_told_from_a_script_of_the_same_bytes() -> None:
    """What is refused as a notebook may be a script: the name's ending is part of the fingerprint, no more of it is."""
    content = b"x = 1"
    assert intake.fingerprint("a.ipynb", content) == intake.fingerprint("b.ipynb", content)
    assert intake.fingerprint("a.ipynb", content) != intake.fingerprint("a.py", content)


def test_the_same_submission_is_one_however_often_it_is_seen(book, run, edition, student) -> None:
    """The same file at the same time is one submission; another time, file, student or sheet is another one."""
    at = datetime(2026, 11, 3, 12, tzinfo=UTC)
    with book.writing() as db:
        intake.keep(db, "c1", b"1")
        intake.keep(db, "c2", b"2")
        other = roster.enrol(db, Person("Bob", numbers=(("", "bob"),)))

        def hand_in(who=student, sheet="s1", given="c1", when=at, **more):
            return intake.hand_in(db, run, who, sheet, "ada.py", given, when, **more)

        first = hand_in()
        assert hand_in(when=at.astimezone(timezone(timedelta(hours=1)))) == first
        run = intake.begin(db, "grade", edition)
        assert hand_in() == first
        others = {
            hand_in(when=at + timedelta(seconds=1)), hand_in(given="c2"), hand_in(who=other), hand_in(sheet="s2"),
            hand_in(when=None), hand_in(given=Refusal("ada.py", "is too large.")),
        }  # fmt: skip
        assert len(others | {first}) == 7
        assert not any("ada.py" in key for key in others)
    with book.reading() as db:
        row = db.execute(select(submissions).where(submissions.c.key == first)).one()
        assert (row.handed_in, row.path, row.content) == (at, "ada.py", "c1")


def test_only_a_final_result_of_the_same_sheet_is_found_again(book, keep, result, edition) -> None:
    """What is our fault is tried again, and so is everything once the sheet is another."""

    def latest(content="c1", key=edition.key):
        with book.reading() as db:
            return results.latest(db, key, content)

    assert latest() is None
    keep(result(outcome=Outcome.BROKEN), final=False)
    assert latest() is None
    first, second = keep(result()), keep(result(Fraction(1)))
    assert latest() == second > first
    assert latest("c2") is None
    assert latest(key="e2") is None


def test_which_result_counts_is_a_history(book, run, student, keep, result) -> None:
    """The last one that was let count does; the same one again changes nothing, and nothing is taken out."""
    one, two = keep(result()), keep(result(Fraction(1)))
    with book.writing() as db:
        submission = intake.hand_in(db, run, student, "s1", "ada.py", "c1")
        assert results.current(db, submission) is None
        told = [results.count(db, submission, number, run) for number in (one, one, two, one)]
        assert told == [True, False, True, True]
        assert results.current(db, submission) == one
        assert db.scalar(select(func.count()).select_from(counted)) == 3
        (row,) = results.all_counted(db, "s1")
        assert (row.submission, row.student, row.content, row.path, row.result) == (
            submission, student, "c1", "ada.py", one,
        )  # fmt: skip
        assert results.all_counted(db, "s2") == results.all_counted(db, "s1", ["nobody"]) == []


def test_a_run_that_was_cut_off_is_known(book, edition) -> None:
    """The last run of a sheet is said to be cut off until it has its end; other sheets' runs do not matter."""
    other = replace(edition, key="e2", assignment="s2")
    with book.writing() as db:
        assert intake.cut_off(db, edition) is None
        run = intake.begin(db, "grade", edition)
        intake.end(db, intake.begin(db, "grade", other))
        assert (datetime.now(UTC) - intake.cut_off(db, edition)) < timedelta(hours=1)
        intake.end(db, run)
        assert intake.cut_off(db, edition) is None
