"""Regrading: shows whose points move and why, changes nothing by itself, and lets new results count when told."""

from __future__ import annotations

from fractions import Fraction

import pytest
from sqlalchemy import select

from autograder.classroom.grader import GIVEN_UP
from autograder.classroom.regrading import Move, apply, moves_between, regrade
from autograder.gradebook import intake, results, tables
from autograder.records import Outcome, Refusal
from autograder.words import refusal
from tests.unit.classroom.gradebooks import choice, edition, result, sheet, written

NEW = edition(key="new")


@pytest.fixture
def regraded(book):
    """Return a function that regrades by a form of the sheet in which files are found to be something, by path."""

    def run(found, *, again=False, names=None):
        def pool(files):
            for content, member in files:
                if names is not None:
                    names.append(member.name)
                yield content, found[member.name]

        return regrade(book, NEW, pool, again=again)

    return run


def shown(changes):
    return [(change.old, change.new, [move[:3] for move in change.moves]) for change in changes]


def earned(school):
    return {name: each["s1"].grade.points for name, each in school.standings(sheet()).items()}


def test_moves_are_the_exercises_that_differ() -> None:
    """In the new sheet's order, then what is no more; each with the score that says why."""
    old, new = result(f=1, gone=2, same=3), result(fresh=4, f=Fraction(1, 3), same=3)
    assert moves_between(old, new) == (
        Move("fresh", None, 4, new.scores[0]),
        Move("f", 1, Fraction(1, 3), new.scores[1]),
        Move("gone", 2, None, old.scores[1]),
    )
    assert moves_between(old, old) == ()


def test_a_refusal_has_no_exercises() -> None:
    """All move to nothing, or come from it; between two refusals none does."""
    refusal = Refusal("a.py", "is empty.")
    assert [move[:3] for move in moves_between(result(f=1, g=0), refusal)] == [("f", 1, None), ("g", 0, None)]
    assert [move[:3] for move in moves_between(refusal, result(f=1))] == [("f", None, 1)]
    assert moves_between(refusal, Refusal("a.py", "is too large.")) == ()


def test_a_key_that_is_another_one_moves_points() -> None:
    """The multiple choice is among what moves, without a score; what a person marks is not."""
    old, new = (result(f=1, replies=[choice(points), written("so")]) for points in (0, 2))
    assert moves_between(old, new) == (Move("which", 0, 2, None),)
    assert moves_between(old, result(f=1)) == (Move("which", 0, None, None),)


def test_regrading_changes_nothing(school, regraded) -> None:
    """What moves is told, submission by submission, and everybody has what they had."""
    (ada,) = school.hand_in("ada", result(f=1, g=2))
    (bob,) = school.hand_in("bob", result(f=1, g=2))
    before = school.standings(sheet())
    run, changes = regraded({"ada.py": result(f=3, g=2), "bob.py": result(f=1, g=2)})
    assert shown(changes) == [(3, 5, [("f", 1, 3)]), (3, 3, [])]
    assert [change.submission for change in changes] == [ada, bob]
    assert [change.student for change in changes] == [school.key("ada"), school.key("bob")]
    assert school.standings(sheet()) == before
    assert apply(school.book, run, changes) == 2
    assert earned(school) == {"ada": 5, "bob": 3}
    assert apply(school.book, run, changes) == 0


@pytest.mark.parametrize("new", [refusal("ada.py", GIVEN_UP), result(f=9, outcome=Outcome.BROKEN)])
def test_a_fault_of_ours_never_counts_instead(school, regraded, new) -> None:
    """Where the new grading was given up or could not be judged there is nothing to apply, and points stay."""
    school.hand_in("ada", result(f=1))
    run, changes = regraded({"ada.py": new})
    assert changes == ()
    assert apply(school.book, run, changes) == 0
    assert earned(school) == {"ada": 1}


def test_what_counts_says_that_it_was_regraded(school, regraded) -> None:
    """The history has the run and the reason, and the result before is still there."""
    (submission,) = school.hand_in("ada", result(f=1))
    run, changes = regraded({"ada.py": result(f=3)})
    apply(school.book, run, changes)
    with school.book.reading() as db:
        rows = db.execute(select(tables.counted.c.run, tables.counted.c.why).order_by(tables.counted.c.id)).all()
        assert [*map(tuple, rows[1:])] == [(run, "regraded")]
        assert results.current(db, submission) == changes[0].result
        old = db.scalars(select(tables.counted.c.result)).first()
        assert results.load(db, old, "ada.py").points == 1


@pytest.mark.parametrize(
    ("old", "new", "is_better"),
    [
        (result(f=1), result(f=2), True),
        (result(f=1), result(f=Fraction(4, 3)), True),
        (result(f=1, g=2), result(f=2, g=1), False),
        (result(f=2), result(f=1), False),
        (result(f=2, replies=[choice(0)]), result(f=1, replies=[choice(2)]), True),
        (result(f=0), Refusal("ada.py", "is empty."), False),
        (Refusal("ada.py", "is empty."), result(f=0), True),
        (Refusal("ada.py", "is empty."), Refusal("ada.py", "is another sheet."), False),
    ],
)
def test_better_lets_only_more_points_count(school, regraded, old, new, is_better) -> None:
    """A tie and fewer points leave what there was; a refusal never counts instead of points, and points do."""
    (submission,) = school.hand_in("ada", old)
    run, changes = regraded({"ada.py": new})
    assert apply(school.book, run, changes, better=True) == int(is_better)
    with school.book.reading() as db:
        assert (results.current(db, submission) == changes[0].result) is is_better
    assert apply(school.book, run, changes) == int(not is_better)


def test_better_is_decided_for_each_alone(school, regraded) -> None:
    """In one class some are better off and others are not, and only the first have new results."""
    school.hand_in("ada", result(f=1))
    school.hand_in("bob", result(f=9))
    run, changes = regraded({"ada.py": result(f=2), "bob.py": result(f=8)})
    apply(school.book, run, changes, better=True)
    assert earned(school) == {"ada": 2, "bob": 9}


def test_a_file_of_several_is_graded_once_and_is_everybodys(school, book) -> None:
    """A group's file, and the same file of a stranger, are graded once; each submission is a change of its own."""
    school.hand_in(["ada", "bob"], result(f=1), path="group.py", content="one")
    school.hand_in("eve", result(f=1), path="group.py", content="one")
    names, advanced = [], []

    def pool(files):
        for content, member in files:
            names.append(member.name)
            yield content, result(f=2)

    run, changes = regrade(book, NEW, pool, advance=lambda count, is_new: advanced.append((count, is_new)))
    assert (names, advanced) == (["group.py"], [(3, True)])
    assert shown(changes) == [(1, 2, [("f", 1, 2)])] * 3
    assert len({change.result for change in changes}) == 1
    assert apply(book, run, changes) == 3
    assert earned(school) == {"ada": 2, "bob": 2, "eve": 2}


def test_a_submission_that_was_seen_twice_is_one(school, regraded) -> None:
    """Two runs that have seen the same file make no second change, and of several attempts each is one."""
    for _ in range(2):
        school.hand_in("ada", result(f=1), path="a.py", content="a")
    school.hand_in("ada", result(f=2), path="b.py", content="b")
    _, changes = regraded({"a.py": result(f=3), "b.py": result(f=4)})
    assert shown(changes) == [(1, 3, [("f", 1, 3)]), (2, 4, [("f", 2, 4)])]


def test_what_was_graded_by_this_form_is_not_graded_again(school, regraded) -> None:
    """A second regrading asks no grader and tells the same as long as nothing was applied; `again` asks once more."""
    school.hand_in("ada", result(f=1))
    names = []
    _, first = regraded({"ada.py": result(f=3)}, names=names)
    run, second = regraded({}, names=names)
    assert (second, names) == (first, ["ada.py"])
    apply(school.book, run, second)
    assert regraded({}, names=names)[1] == ()
    _, third = regraded({"ada.py": result(f=3)}, names=names, again=True)
    assert (shown(third), names) == ([(3, 3, [])], ["ada.py"] * 2)


def test_what_was_not_counted_is_not_regraded(school, regraded) -> None:
    """Files that were handed in beside others, that could not be read, and other sheets' are left alone."""
    school.hand_in("ada", result(f=1), path="a.py", counts=False)
    school.unreadable("ada", "is too large.")
    school.hand_in("ada", result(f=1), to="s2")
    names = []
    assert regraded({}, names=names)[1] == ()
    assert names == []


def test_a_run_is_ended_when_it_has_come_to_its_end(school, regraded, book) -> None:
    """One that fails on its way is one that was cut off, and what it has graded is kept; the next one is whole."""
    school.hand_in("ada", result(f=1))
    school.hand_in("bob", result(f=1))
    with pytest.raises(KeyError):
        regraded({"ada.py": result(f=2)})
    with book.reading() as db:
        assert intake.cut_off(db, NEW) is not None
    names = []
    _, changes = regraded({"bob.py": result(f=2)}, names=names)
    assert names == ["bob.py"]
    assert shown(changes) == [(1, 2, [("f", 1, 2)])] * 2
    with book.reading() as db:
        assert intake.cut_off(db, NEW) is None
