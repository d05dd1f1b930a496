"""What students have: results that count, decisions, extensions and policies, together in one gradebook."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction

import pytest

from autograder.classroom.grades import basis_of, basis_of_reply
from autograder.gradebook import Person, roster
from autograder.records import Refusal
from autograder.spec import Late, Policy
from tests.unit.classroom.gradebooks import at, choice, result, sheet, written

DUE = "2026-11-03T12:00"
LATE = Late(percent_a_day=20)


def policy(attempt="best after penalty", late=LATE, due=DUE, **fields):
    return Policy(due=due, zone="UTC", attempt=attempt, late=late, **fields)


def points(standings):
    """Return the points of one sheet by name."""
    return {name: each["s1"].grade.points for name, each in standings.items()}


def keys(standing):
    """Return the keys of the lines that say more than what was earned."""
    found = [line.message.key for line in standing.grade.lines]
    return [key for key in found if key != "item"]


def item(standing, name):
    """Return the points of the line of an exercise or a question, and whether they are by hand."""
    (found,) = [line for line in standing.grade.lines if line.message.values.get("name") == name]
    return found.points, found.message.values["by_hand"]


def items(standing):
    return {line.message.values["name"] for line in standing.grade.lines if line.message.key == "item"}


def test_attempts_without_times_are_in_the_order_in_which_they_were_seen(school) -> None:
    """The last attempt is the file that was seen last; one that is seen again, unchanged, is the last one then."""
    school.hand_in("ada", result(f=2), path="a.py", content="a")
    school.hand_in("ada", result(f=7), path="b.py", content="b")
    last = policy("last", None)
    assert school.standing(policy=last).path == "b.py"
    school.hand_in("ada", result(f=2), path="a.py", content="a")
    standing = school.standing(policy=last)
    assert (standing.path, standing.grade.points) == ("a.py", 2)
    (line,) = [line for line in standing.grade.lines if line.message.key == "counts-last"]
    assert line.message.values == {"number": 2, "count": 2}


def test_a_groups_file_that_another_member_hands_in_is_the_last_one(school) -> None:
    """Where members share what they hand in, a file is seen when any of them hands it in."""
    with school.book.writing() as db:
        for name in ("ada", "bob"):
            roster.enrol(db, Person(name, team="A", numbers=(("", name),)))
    for name, content in (("ada", "a"), ("ada", "b"), ("bob", "a")):
        school.hand_in(name, result(f=len(name) if content == "a" else 7), path=f"{content}.py", content=content)
    for name in ("ada", "bob"):
        standing = school.standing(name, policy("last", None, groups=True))
        assert (standing.path, standing.grade.points) == ("a.py", 3)


@pytest.mark.parametrize(
    ("attempt", "path", "earned"),
    [("last", "c.py", 1), ("best", "b.py", Fraction(27, 5)), ("best after penalty", "a.py", 6)],
)
def test_the_policy_says_which_attempt_counts(school, attempt, path, earned) -> None:
    """Of six points in time, nine two days late and five four days late each policy takes another attempt."""
    school.hand_in("ada", result(f=5), when=at("11-07 11:00"), path="c.py")  # seen first, and the last by its time
    school.hand_in("ada", result(f=6), when=at("11-03 12:00"), path="a.py")
    school.hand_in("ada", result(f=9), when=at("11-05 11:00"), path="b.py")
    standing = school.standing(policy=policy(attempt))
    assert (standing.path, standing.grade.points) == (path, earned)


def test_without_a_policy_the_best_attempt_counts(school) -> None:
    """A sheet that is never due takes nothing off, whatever the times and the platform say."""
    school.hand_in("ada", result(f=9), when=at("11-30 11:00"), late=True, path="a.py")
    school.hand_in("ada", result(f=6), path="b.py")
    standing = school.standing()
    assert (standing.path, standing.grade.points, keys(standing)) == ("a.py", 9, ["counts-best"])


@pytest.mark.parametrize(
    ("when", "late", "earned", "said"),
    [
        ("11-03 12:00", True, 10, []),  # the time is known: the platform's mark does not matter
        ("11-03 12:01", False, 8, ["late"]),
        ("11-05 12:00", None, 6, ["late"]),
        (None, True, 8, ["late-marked", "late"]),
        (None, False, 10, []),
        (None, None, 10, ["late-unknown"]),
    ],
)
def test_lateness_is_by_the_time_and_else_by_the_platforms_mark(school, when, late, earned, said) -> None:
    """A day that has begun costs its per cent; without a time a mark is one day, and without a mark that is said."""
    school.hand_in("ada", result(f=10), when=when and at(when), late=late)
    standing = school.standing(policy=policy())
    assert (standing.grade.points, keys(standing)) == (earned, said)


def test_an_extension_is_for_one_sheet_or_for_all(school) -> None:
    """Who has more time for a sheet has it for that one alone, who has it for all has it everywhere, others nowhere."""
    for name in ("ada", "bob", "eve"):
        for to in ("s1", "s2"):
            school.hand_in(name, result(f=10), when=at("11-04 11:00"), to=to)
    school.extend(("ada", "s1", at("11-04 12:00"), 0), ("bob", "", None, 1))
    found = school.standings(sheet(policy()), sheet(policy(), "s2"))
    earned = {name: [each["s1"].grade.points, each["s2"].grade.points] for name, each in found.items()}
    assert earned == {"ada": [10, 8], "bob": [10, 10], "eve": [8, 8]}
    assert "extension" in keys(found["ada"]["s1"])
    school.extend(("eve", "", None, 1))  # the newest list holds instead of the one before
    assert points(school.standings(sheet(policy()))) == {"ada": 8, "bob": 8, "eve": 10}


def test_late_days_of_one_bank_are_spent_in_the_order_of_the_due_dates(school) -> None:
    """Two days late twice with three days in the bank: the earlier sheet takes two, the later one what is left."""
    school.hand_in("ada", result(f=10), when=at("11-05 11:00"))
    school.hand_in("ada", result(f=10), when=at("11-12 11:00"), to="s2")
    late = Late(percent_a_day=20, bank=3)
    first, second = sheet(policy(late=late)), sheet(policy(late=late, due="2026-11-10T12:00"), "s2")
    for several in ((first, second), (second, first)):
        found = school.standings(*several)["ada"]
        assert [*found] == [each.name for each in several]
        assert {name: (each.grade.points, each.grade.late_days) for name, each in found.items()} == {
            "s1": (10, 2),
            "s2": (8, 1),
        }


def test_points_by_hand_count_and_are_lines(school) -> None:
    """Instead of what was judged, beside what is not: marked as by hand, in the sum, and nobody else's."""
    reply = written("two is one")
    for name in ("ada", "bob"):
        school.hand_in(name, result(f=2, g=3, replies=[reply]))
    assert items(school.standing()) == {"f", "g"}
    school.decide("ada", "f", "7/3", basis_of(Fraction(2)))
    school.decide("ada", "why", "1/2", basis_of_reply(reply), "manual")
    standing = school.standing()
    assert {name: item(standing, name) for name in ("f", "g", "why")} == {
        "f": (Fraction(7, 3), True),
        "g": (3, False),
        "why": (Fraction(1, 2), True),
    }
    assert (standing.grade.points, standing.grade.possible) == (Fraction(35, 6), 23)
    assert (standing.stale, standing.open) == ((), ())
    assert school.standing("bob").grade.points == 5
    school.decide("ada", "f", None, "")
    assert item(school.standing(), "f") == (2, False)


def test_points_by_hand_decide_which_attempt_counts(school) -> None:
    """The best attempt is the best one with what people have given, for every attempt that has the exercise."""
    school.hand_in("ada", result(f=8, g=0), path="a.py")
    school.hand_in("ada", result(f=0, g=3), path="b.py")
    assert school.standing().path == "a.py"
    school.decide("ada", "f", 9, basis_of(Fraction(0)))
    standing = school.standing()
    assert (standing.path, standing.grade.points) == ("b.py", 12)


def test_an_override_is_stale_exactly_when_the_result_is_another(school) -> None:
    """The same points judged anew leave it as it was; other ones make it stale, and it counts all the same."""
    (submission,) = school.hand_in("ada", result(f=2, g=3))
    decision = school.decide("ada", "f", 9, basis_of(Fraction(2)))
    assert school.standing().stale == ()
    school.find(submission, result(f=2, g=8), "other points of another exercise")
    assert (school.standing().stale, school.standing().grade.points) == ((), 17)
    school.find(submission, result(f="7/3", g=8), "other points")
    assert (school.standing().stale, school.standing().grade.points) == ((decision,), 17)
    school.find(submission, result(f=2, g=8), "as before")
    assert school.standing().stale == ()


def test_a_mark_is_stale_exactly_when_the_answer_is_another(school) -> None:
    """A new file with the same answer leaves it as it was, one with another answer makes it stale; it always counts."""
    first = written("two is one")
    school.hand_in("ada", result(f=2, replies=[first]))
    decision = school.decide("ada", "why", 2, basis_of_reply(first), "manual")
    school.hand_in("ada", result(f=3, replies=[first]))
    standing = school.standing()
    assert (standing.stale, standing.grade.points) == ((), 5)
    school.hand_in("ada", result(f=4, replies=[written("two is two")]))
    standing = school.standing()
    assert (standing.stale, standing.grade.points, standing.open) == ((decision,), 6, ())


def test_a_mark_belongs_to_the_answer_that_it_was_given_to(school) -> None:
    """Of two attempts with other answers each has its own mark, whichever was marked last."""
    for number, answer in ((1, "first"), (2, "second")):
        school.hand_in("ada", result(f=number, replies=[written(answer)]))
    for answer, given in (("second", 3), ("first", 1)):
        school.decide("ada", "why", given, basis=basis_of_reply(written(answer)), kind="manual")
    standing = school.standing(policy=policy("last", None))
    assert item(standing, "why") == (3, True)
    assert standing.stale == ()
    assert [each.points for each in standing.decided] == [3]


def test_no_decision_is_ever_dropped(school) -> None:
    """What is decided on an exercise that is no more, or of a student of whom nothing counts, is stale, and there."""
    (submission,) = school.hand_in("ada", result(f=2, g=3))
    decision = school.decide("ada", "f", 9, basis_of(Fraction(2)))
    school.find(submission, result(g=3), "without f")
    standing = school.standing()
    assert (standing.stale, items(standing)) == ((decision,), {"g"})
    school.find(submission, Refusal("ada.py", "is empty."), "refused")
    standing = school.standing()
    assert (standing.stale, standing.grade.counts, standing.refused) == ((decision,), None, ("is empty.",))


def test_keys_count_once_they_are_told(school) -> None:
    """Before the due date the multiple choice is neither earned nor possible, wherever it stands."""
    school.hand_in("ada", result(f=2, replies=[choice(2)]), path="a.py")
    school.hand_in("ada", result(f=3, replies=[choice(0, "which")]), path="b.py")
    hidden, told = school.standing(), school.standing(told=True)
    assert (hidden.path, hidden.grade.points, hidden.grade.possible) == ("b.py", 3, 10)
    assert (told.path, told.grade.points, told.grade.possible) == ("a.py", 4, 12)
    assert (items(hidden), items(told)) == ({"f"}, {"f", "which"})


def test_answers_that_nobody_has_marked_are_open(school) -> None:
    """Of the attempt that counts; what is empty, what has its key and what has its points is not."""
    replies = [written("a", "one"), written("b", "two"), written(None, "three"), choice(2)]
    school.hand_in("ada", result(f=2, replies=[written("c", "old")]))
    school.hand_in("ada", result(f=3, replies=replies))
    assert school.standing().open == ("one", "two")
    school.decide("ada", "two", 0, basis_of_reply(replies[1]), "manual")
    standing = school.standing()
    assert (standing.open, item(standing, "two")) == (("one",), (0, True))


def test_what_was_refused_is_said(school) -> None:
    """Files that could not be graded, that could not be read, and that were handed in beside others do not count."""
    school.hand_in("ada", Refusal("a.py", "is another sheet."), path="a.py")
    school.hand_in("ada", result(f=3), path="b.py")
    school.hand_in("ada", result(f=9), path="c.py", counts=False)
    school.unreadable("ada", "is too large.")
    school.hand_in("bob", Refusal("d.py", "is empty."))
    standing = school.standing()
    assert (standing.path, standing.grade.points) == ("b.py", 3)
    assert standing.refused == ("is another sheet.", "(c.py) was handed in beside other ones.", "is too large.")
    bob = school.standing("bob")
    assert (bob.path, bob.refused, bob.grade.counts) == ("", ("is empty.",), None)


def test_a_groups_file_is_every_members(school) -> None:
    """Each has its points, late by the own extension, with what was decided of the own."""
    school.hand_in(["ada", "bob"], result(f=5), when=at("11-03 12:00") + timedelta(hours=1), path="group.py")
    school.hand_in("eve", result(f=1), when=at("11-03 11:00"))
    school.extend(("bob", "s1", None, 1))
    assert points(school.standings(sheet(policy()))) == {"ada": 4, "bob": 5, "eve": 1}
    school.decide("ada", "f", 10, basis_of(Fraction(5)))
    assert points(school.standings(sheet(policy()))) == {"ada": 8, "bob": 5, "eve": 1}
    assert school.standing("bob").path == school.standing("ada").path == "group.py"


def test_who_has_handed_in_nothing_is_there(school) -> None:
    """A student of the roster alone has no points, by a line that says why, in the order of names."""
    school.hand_in("bob", result(f=5))
    school.key("ada")
    found = school.standings(sheet(policy(late=None)))
    assert [*found] == ["ada", "bob"]
    standing = found["ada"]["s1"]
    assert (standing.grade.points, standing.grade.counts, standing.path) == (0, None, "")
    assert keys(standing) == ["nothing-handed-in"]
    assert (standing.refused, standing.stale, standing.open) == ((), (), ())


def test_fractions_are_exact(school) -> None:
    """Thirds and sevenths, a mark of three halves and ten per cent off are the sum that paper gives."""
    school.hand_in("ada", result(f="1/3", g="22/7", replies=[written("a")]), when=at("11-04 11:00"))
    school.decide("ada", "why", "3/2", basis_of_reply(written("a")), "manual")
    grade = school.standing(policy=policy(late=Late(percent_a_day=10))).grade
    earned = Fraction(1, 3) + Fraction(22, 7) + Fraction(3, 2)
    assert grade.points == earned * Fraction(9, 10)
    assert grade.points == sum((line.points for line in grade.lines), Fraction(0))
