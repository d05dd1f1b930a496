"""A student's attempts and the policy of the sheet: line by line, which one counts, what is dropped, what is extra."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.score import Earned, Entry, Extension, grade_of
from autograder.spec import Late, Policy
from autograder.spec.policy import moment

BERLIN = "Europe/Berlin"
LATE = Late(percent_a_day=10)
POLICY = Policy(due="2026-11-03T23:59", zone=BERLIN, late=LATE)


def extra():
    return 1


def earned(points, possible=10, **by_hand):
    """Return what an item has earned, from whole numbers."""
    return Earned(Fraction(points), Fraction(possible), **by_hand)


def entry(points=10, at="2026-11-03T20:00", key="", possible=10, **fields):
    """Return an attempt with one exercise, handed in when Berlin's clock shows a time."""
    when = moment(at, BERLIN) if isinstance(at, str) else at
    return Entry(key or f"{points} at {at}", when, exercises={"predict": earned(points, possible)}, **fields)


def keys(grade):
    """Return the keys of a grade's lines."""
    return [line.message.key for line in grade.lines]


def line(grade, key):
    """Return the values and the points of the one line with this key."""
    (found,) = [each for each in grade.lines if each.message.key == key]
    return dict(found.message.values), found.points


def more(days=0, until=None):
    """Return an extension."""
    return Extension("ada", "", moment(until, BERLIN) if until else None, days, "", 2)


ATTEMPTS = [
    entry(6, "2026-11-02T12:00", "early"),
    entry(9, "2026-11-05T12:00", "late"),
    entry(5, "2026-11-06T12:00", "last"),
]

EARNED = st.tuples(st.integers(0, 12), st.integers(0, 36), st.booleans()).map(
    lambda drawn: Earned(Fraction(drawn[0] * drawn[1], 36), Fraction(drawn[1], 3), drawn[2])
)
EXERCISES = st.dictionaries(st.sampled_from(["a", "b", "c", "d", "extra"]), EARNED, min_size=1)
QUESTIONS = st.dictionaries(st.sampled_from(["q", "limits"]), EARNED)
DUE = POLICY.due_at
TIMES = st.none() | st.integers(-3000, 12000).map(lambda minutes: DUE + timedelta(minutes=minutes))
ENTRIES = st.lists(st.builds(Entry, st.text("xyz"), TIMES, st.none() | st.booleans(), EXERCISES, QUESTIONS), max_size=4)
LATES = st.none() | st.builds(Late, st.integers(1, 100), st.integers(0, 1440), st.integers(0, 99), st.integers(0, 4))
POLICIES = st.builds(
    Policy,
    st.just(POLICY.due),
    st.just(BERLIN),
    st.sampled_from(["last", "best", "best after penalty"]),
    LATES,
    st.integers(0, 3),
    st.sampled_from([(), (extra,), ("limits",), (extra, "limits")]),
    st.sampled_from([None, "2026-11-05T23:59"]),
)
EXTENSIONS = st.none() | st.builds(more, st.integers(1, 9))


@given(ENTRIES, st.none() | POLICIES, EXTENSIONS, st.integers(-1, 5))
def test_the_lines_add_up_to_the_grade(entries, policy, extension, bank) -> None:
    """Points and possible points are the exact sums of the lines', and no more days are spent than are left."""
    grade = grade_of(entries, policy, extension, bank)
    assert grade.points == sum((each.points for each in grade.lines), Fraction(0))
    assert grade.possible == sum((each.possible for each in grade.lines), Fraction(0))
    assert 0 <= grade.late_days <= max(bank, 0)
    assert all(isinstance(number, Fraction) for each in grade.lines for number in (each.points, each.possible))
    assert grade.counts is not None or grade.points == grade.late_days == 0


@given(ENTRIES, POLICIES, EXTENSIONS, st.integers(0, 5))
def test_best_after_penalty_is_never_beaten(entries, policy, extension, bank) -> None:
    """Handed in alone, no attempt gets more points than all together get, and none as many for fewer days."""
    policy = replace(policy, attempt="best after penalty")
    grade = grade_of(entries, policy, extension, bank)
    for each in entries:
        alone = grade_of([each], policy, extension, bank)
        if alone.counts is not None:
            assert (grade.points, -grade.late_days) >= (alone.points, -alone.late_days)


@given(ENTRIES, POLICIES, st.integers(0, 5), st.integers(1, 9))
def test_more_time_and_more_late_days_never_cost_points(entries, policy, bank, days) -> None:
    """An extension, or a day more in the bank, gives every attempt alone at least the points that it had."""
    for each in entries:
        before = grade_of([each], policy, None, bank).points
        assert grade_of([each], policy, more(days), bank).points >= before
        assert grade_of([each], policy, None, bank + 1).points >= before


@given(EXERCISES, QUESTIONS, st.integers(0, 3))
def test_dropping_finds_the_highest_share(exercises, questions, drop) -> None:
    """No other choice of at most so many exercises leaves a higher share; the possible points stay what they were."""
    policy = replace(POLICY, drop=drop, bonus=(extra,))
    grade = grade_of([Entry("one", None, None, exercises, questions)], policy)
    on_top = exercises["extra"].points if "extra" in exercises else 0
    items = {name: each for name, each in {**exercises, **questions}.items() if name != "extra"}
    candidates = [name for name in exercises if name != "extra" and items[name].possible]
    possible = sum(each.possible for each in items.values())
    shares = []
    for count in range(max(min(drop, len(candidates) - 1), 0) + 1):
        for dropped in itertools.combinations(candidates, count):
            left = [each for name, each in items.items() if name not in dropped]
            whole = sum(each.possible for each in left)
            shares.append(sum(each.points for each in left) / whole if whole else 0)
    assert grade.possible == possible
    assert grade.points - on_top == max(shares) * possible


def test_every_item_is_a_line() -> None:
    """Exercises and questions stand in the sheet's order, with the points given by a person named as such."""
    one = Entry(
        "k",
        None,
        None,
        {"predict": earned(Fraction(7, 3)), "extra": earned(2, 5)},
        {"limits": earned(3, 4, by_hand=True)},
    )
    grade = grade_of([one], replace(POLICY, late=None, bonus=(extra,)))
    lines = [(each.message.key, dict(each.message.values), each.points, each.possible) for each in grade.lines]
    assert lines == [
        ("item", {"name": "predict", "by_hand": False}, Fraction(7, 3), 10),
        ("bonus", {"name": "extra", "by_hand": False}, 2, 0),
        ("item", {"name": "limits", "by_hand": True}, 3, 4),
    ]
    assert (grade.counts, grade.points, grade.possible) == ("k", Fraction(22, 3), 14)


@pytest.mark.parametrize(
    ("attempt", "percent", "counts", "number", "points"),
    [
        ("last", 10, "last", 3, Fraction(7, 2)),
        ("best", 10, "late", 2, Fraction(36, 5)),
        ("best", 30, "late", 2, Fraction(18, 5)),
        ("best after penalty", 10, "late", 2, Fraction(36, 5)),
        ("best after penalty", 30, "early", 1, 6),
    ],
)
def test_the_attempt_that_counts_is_the_policys(attempt, percent, counts, number, points) -> None:
    """The last, the best before lateness or the best after it counts, with a line that says which of how many."""
    policy = replace(POLICY, attempt=attempt, late=Late(percent_a_day=percent))
    grade = grade_of([ATTEMPTS[2], ATTEMPTS[0], ATTEMPTS[1]], policy)  # the times tell the order
    assert (grade.counts, grade.points) == (counts, points)
    assert line(grade, f"counts-{attempt.replace(' ', '-')}") == ({"number": number, "count": 3}, 0)


def test_of_equal_attempts_the_one_with_fewer_late_days_counts_and_then_the_earlier_one() -> None:
    """Eight points in time are preferred to eight for a day of the bank, and the first eight to the second."""
    policy = replace(POLICY, late=replace(LATE, bank=1))
    banked = entry(8, "2026-11-04T12:00", "banked")
    in_time = [entry(8, "2026-11-02T12:00", "first"), entry(8, "2026-11-03T12:00", "second")]
    for attempt in ("best", "best after penalty"):
        grade = grade_of([banked, *in_time[::-1]], replace(policy, attempt=attempt))
        assert (grade.counts, grade.late_days) == ("first", 0)
    assert grade_of([banked, entry(7, "2026-11-02T12:00")], policy).late_days == 1
    at_the_floor = entry(10, "2026-11-09T12:00", "floor")
    kind = replace(policy, late=Late(percent_a_day=10, floor=80, bank=1))
    assert grade_of([banked, at_the_floor], kind).counts == "floor"


def test_of_the_best_the_one_that_loses_least_counts() -> None:
    """Of two attempts with the same points before lateness, one saved by the bank beats one at the floor."""
    policy = replace(POLICY, attempt="best", late=Late(percent_a_day=50, floor=50, bank=1))
    grade = grade_of([entry(8, "2026-11-04T12:00", "saved"), entry(8, "2026-11-07T12:00", "floor")], policy)
    assert (grade.counts, grade.points) == ("saved", 8)


def test_without_times_attempts_are_in_the_order_given() -> None:
    """Where a time is not known, the last attempt is the one that was given last."""
    grade = grade_of([entry(5, at="2026-11-03T12:00"), entry(3, at=None, key="last")], replace(POLICY, attempt="last"))
    assert grade.counts == "last"


def test_without_a_policy_the_best_attempt_counts_whenever_it_came() -> None:
    """A sheet without a policy takes nothing off, and names the attempt."""
    grade = grade_of(ATTEMPTS, None)
    assert (grade.counts, grade.points, keys(grade)) == ("late", 9, ["item", "counts-best"])


def test_a_time_without_a_zone_is_refused() -> None:
    """A time that could be anywhere's is an error of the caller's, and raises."""
    with pytest.raises(ValueError, match="the time of k has no time zone"):
        grade_of([Entry("k", datetime(2026, 11, 3))], POLICY)  # noqa: DTZ001 - that is the point


def test_nothing_handed_in_is_nothing() -> None:
    """Without an attempt there is one line that says so, and no points."""
    grade = grade_of([], POLICY, more(2))
    assert (grade.counts, keys(grade), grade.points, grade.possible) == (None, ["nothing-handed-in"], 0, 0)


def test_a_dropped_exercise_is_a_line_and_the_rest_counts_for_all() -> None:
    """Of 4/4, 1/2 and 0/2 the last is dropped, and five of six points become twenty thirds of eight."""
    exercises = {"a": earned(4, 4), "b": earned(1, 2), "c": earned(0, 2)}
    grade = grade_of([Entry("k", None, None, exercises)], replace(POLICY, late=None, drop=1))
    lines = [(each.message.key, each.points, each.possible) for each in grade.lines[3:]]
    assert lines == [("dropped", 0, -2), ("dropped-rest", Fraction(5, 3), 2)]
    assert line(grade, "dropped")[0] == {"name": "c"}
    assert (grade.points, grade.possible) == (Fraction(20, 3), 8)


@pytest.mark.parametrize(
    ("exercises", "questions", "dropped"),
    [
        ({"a": earned(10), "b": earned(10)}, {}, []),  # all right
        ({"a": earned(10), "b": earned(10)}, {"q": earned(0)}, []),  # it would only make the question weigh more
        ({"small": earned(0, 2), "big": earned(5, 20), "rest": earned(30, 30)}, {}, ["big"]),  # not the lowest share
        ({"a": earned(0), "b": earned(0, 0)}, {}, []),  # b is all broken: it counts for nothing anyhow
    ],
)
def test_what_is_dropped_is_what_costs_most(exercises, questions, dropped) -> None:
    """Nothing is dropped where that would not help, and otherwise the exercise that weighs most against the rest."""
    grade = grade_of([Entry("k", None, None, exercises, questions)], replace(POLICY, late=None, drop=1))
    assert [each.message.values["name"] for each in grade.lines if each.message.key == "dropped"] == dropped
