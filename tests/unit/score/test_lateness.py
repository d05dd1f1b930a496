"""What lateness takes off, by the clock, and what the bank, the floor, an extension and the closing change of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from autograder.score import Sheet, grade_of, grades_of
from autograder.spec import Late, Policy
from tests.unit.score.test_policy import BERLIN, LATE, POLICY, earned, entry, extra, keys, line, more


@pytest.mark.parametrize(
    ("at", "days"),
    [
        ("2026-11-03T23:59", 0),  # at that very moment
        ("2026-11-03T23:59:01", 1),
        ("2026-11-04T23:59", 1),
        ("2026-11-04T23:59:01", 2),
        ("2026-11-06T12:00", 3),
    ],
)
def test_each_day_that_has_begun_takes_its_per_cent(at, days) -> None:
    """At the due time nothing is taken off, a second later one day's per cent, and after a day two days'."""
    grade = grade_of([entry(20, at, possible=25)], POLICY)
    assert (grade.points, grade.possible) == (20 - 2 * days, 25)
    assert keys(grade) == ["item", "late"][: 1 + bool(days)]
    if days:
        assert line(grade, "late") == ({"days": days, "percent": 10 * days}, -2 * days)


@pytest.mark.parametrize(
    ("due", "at", "days"),
    [
        ("2026-10-24T23:59", "2026-10-25T23:59", 1),  # 25 hours later, and the clock shows the same time again
        ("2026-10-24T23:59", "2026-10-25T23:59:01", 2),
        ("2026-10-24T12:00", "2026-10-27T12:00", 3),
        ("2026-10-25T01:30", datetime(2026, 10, 25, 1, 30, tzinfo=UTC), 1),  # the second 02:30 of that night
        ("2026-10-25T01:30", datetime(2026, 10, 24, 23, 30, tzinfo=UTC), 0),
        ("2026-03-28T23:59", "2026-03-29T23:59", 1),  # 23 hours later
        ("2026-03-28T23:59", "2026-03-29T23:59:01", 2),
        ("2026-03-29T01:30", "2026-03-29T03:00", 1),  # half an hour later
        ("2026-03-28T02:30", "2026-03-29T03:30", 1),  # 02:30 is not shown that day: the day ends at 03:30
        ("2026-03-28T02:30", "2026-03-29T03:31", 2),
    ],
)
def test_days_are_counted_by_the_clock_when_the_clocks_change(due, at, days) -> None:
    """A day of lateness ends when the clock shows the due time again, after 23, 24 or 25 hours."""
    grade = grade_of([entry(10, at)], replace(POLICY, due=due))
    assert grade.points == 10 - days


def test_grace_is_counted_in_real_minutes_over_the_change_of_the_clocks() -> None:
    """An hour of grace from half past one, before the clocks are put back at three, ends at the first half past two."""
    policy = replace(POLICY, due="2026-10-25T01:30", late=replace(LATE, grace_minutes=60))
    first, second = (datetime(2026, 10, 25, hour, 30, tzinfo=UTC) for hour in (0, 1))
    assert keys(grade_of([entry(10, first)], policy)) == ["item", "grace"]
    assert keys(grade_of([entry(10, second)], policy)) == ["item", "late"]


@pytest.mark.parametrize(
    ("at", "key", "points"),
    [
        ("2026-11-04T00:14", "grace", 10),
        ("2026-11-04T00:14:01", "late", 9),
        ("2026-11-05T00:14", "late", 9),
        ("2026-11-05T00:14:01", "late", 8),
    ],
)
def test_days_are_counted_from_the_end_of_the_grace(at, key, points) -> None:
    """Within the grace it is not late, as a line says; after it, each day ends a grace after the due time."""
    grade = grade_of([entry(10, at)], replace(POLICY, late=replace(LATE, grace_minutes=15)))
    assert (keys(grade), grade.points) == (["item", key], points)


def test_bank_and_floor_are_lines_of_their_own() -> None:
    """Six days take everything; two of the bank give 20 per cent back, and without them the floor gives its 10."""
    policy = replace(POLICY, late=Late(percent_a_day=20, floor=10, bank=2))
    one = entry(10, "2026-11-09T12:00")
    banked, alone = grade_of([one], policy), grade_of([one], policy, bank_left=0)
    assert line(banked, "late") == line(alone, "late") == ({"days": 6, "percent": 100}, -10)
    assert line(banked, "bank") == ({"days": 2, "left": 0}, 2)
    assert line(alone, "floor") == ({"percent": 10}, 1)
    assert (keys(banked), keys(alone)) == (["item", "late", "bank"], ["item", "late", "floor"])
    assert (banked.points, banked.late_days, alone.points, alone.late_days) == (2, 2, 1, 0)


@pytest.mark.parametrize(
    ("points", "at", "spent"),
    [
        (10, "2026-11-03T12:00", 0),  # in time
        (0, "2026-11-04T12:00", 0),  # nothing to save
        (10, "2026-11-04T12:00", 1),
        (10, "2026-11-05T12:00", 2),
        (10, "2026-11-06T12:00", 2),  # 20 per cent instead of the floor's 40
        (10, "2026-11-09T12:00", 0),  # the floor gives as much
    ],
)
def test_late_days_are_spent_only_where_they_help(points, at, spent) -> None:
    """No day is spent on what is in time, worth nothing, or at the floor with and without it."""
    policy = replace(POLICY, late=Late(percent_a_day=20, floor=60, bank=2))
    assert grade_of([entry(points, at)], policy).late_days == spent


def test_the_bank_is_used_up_in_the_order_of_the_due_dates() -> None:
    """Sheets given in any order are paid in that of their due dates, and returned in that in which they were given."""
    late = Late(percent_a_day=10, bank=3)
    first = Policy(due="2026-11-03T12:00", zone=BERLIN, late=late)
    second = Policy(due="2026-11-10T12:00", zone=BERLIN, late=late)
    third = Policy(due="2026-11-17T12:00", zone=BERLIN, late=late)
    sheets = [
        Sheet("third", third, (entry(10, "2026-11-18T09:00"),)),
        Sheet("free", None, (entry(10, "2026-11-30T09:00"),)),
        Sheet("second", second, (entry(10, "2026-11-12T09:00"),)),
        Sheet("first", first, (entry(10, "2026-11-05T09:00"),)),
    ]
    grades = grades_of(sheets)
    assert [*grades] == ["third", "free", "second", "first"]
    assert [grade.late_days for grade in grades.values()] == [0, 0, 1, 2]
    assert [grade.points for grade in grades.values()] == [9, 10, 9, 10]
    assert line(grades["second"], "bank")[0] == {"days": 1, "left": 0}


def test_a_sheet_without_a_bank_spends_nothing_and_takes_nothing_from_the_others() -> None:
    """Late days of the course are no use on a sheet that declares none, and stay for the next one."""
    strict = Sheet("strict", POLICY, (entry(10, "2026-11-04T09:00"),))
    kind_policy = Policy(due="2026-11-10T23:59", zone=BERLIN, late=replace(LATE, bank=1))
    kind = Sheet("kind", kind_policy, (entry(10, "2026-11-11T09:00"),))
    grades = grades_of([strict, kind])
    assert [(grade.points, grade.late_days) for grade in grades.values()] == [(9, 0), (10, 1)]
    last_policy = Policy(due="2026-11-17T23:59", zone=BERLIN, late=LATE)
    last = grades_of([kind, Sheet("last", last_policy, (entry(10, "2026-11-18T09:00"),))])["last"]
    assert (last.points, last.late_days) == (9, 0)  # one day less than none is left for it


@pytest.mark.parametrize(
    ("late", "extension", "policy", "lines", "points"),
    [
        (True, None, POLICY, ["item", "late-marked", "late"], 9),
        (False, None, POLICY, ["item"], 10),
        (None, None, POLICY, ["item", "late-unknown"], 10),
        (True, more(2), POLICY, ["item", "extension", "late-unknown-extension"], 10),
        (True, None, replace(POLICY, late=None), ["item", "late-free"], 10),
        (None, None, replace(POLICY, late=None), ["item"], 10),
        (None, None, replace(POLICY, late=None, closes="2026-11-05T12:00"), ["item", "late-unknown"], 10),
        (True, None, replace(POLICY, closes="2026-11-05T12:00"), ["item", "late-marked", "late"], 9),
        (True, None, replace(POLICY, closes=POLICY.due), ["nothing-counts", "closed"], 0),
        (False, None, replace(POLICY, closes=POLICY.due), ["item"], 10),
        (None, None, replace(POLICY, closes=POLICY.due), ["item", "late-unknown"], 10),
        (True, more(2), replace(POLICY, closes=POLICY.due), ["item", "extension", "late-unknown-extension"], 10),
    ],
)
def test_a_mark_without_a_time_counts_as_one_day_and_no_mark_as_none(late, extension, policy, lines, points) -> None:
    """What only a mark tells is a day late, unless an extension may excuse it; what nobody tells is not late."""
    grade = grade_of([entry(10, at=None, late=late)], policy, extension)
    assert (keys(grade), grade.points) == (lines, points)


def test_a_time_counts_more_than_the_platforms_mark() -> None:
    """Where the time is known, neither mark changes anything."""
    for mark in (True, False, None):
        assert grade_of([entry(10, "2026-11-03T12:00", late=mark)], POLICY).points == 10
        assert grade_of([entry(10, "2026-11-04T12:00", late=mark)], POLICY).points == 9


def test_after_the_closing_nothing_counts() -> None:
    """Attempts after the closing are left out and told; if there is no other, the points are none of the possible."""
    policy = replace(POLICY, attempt="last", closes="2026-11-05T12:00")
    at, after = entry(7, "2026-11-05T12:00", "at"), entry(9, "2026-11-05T12:00:01", "after")
    both, alone = grade_of([at, after], policy), grade_of([after], policy)
    values = {"count": 1, "closes": "2026-11-05 12:00", "zone": BERLIN}
    assert both.counts == "at"
    assert line(both, "closed") == line(alone, "closed") == (values, 0)
    assert line(both, "counts-last")[0] == {"number": 1, "count": 2}
    assert (alone.counts, alone.points, alone.possible, keys(alone)) == (None, 0, 10, ["nothing-counts", "closed"])


def test_an_extension_moves_the_due_date_for_its_student() -> None:
    """Two days more make one day late of three, with a line that says until when."""
    grade = grade_of([entry(10, "2026-11-06T12:00")], POLICY, more(2))
    assert line(grade, "extension") == ({"due": "2026-11-05 23:59", "zone": BERLIN}, 0)
    assert line(grade, "late") == ({"days": 1, "percent": 10}, -1)


@pytest.mark.parametrize(
    ("at", "counts"), [("2026-11-12T12:10", True), ("2026-11-12T12:10:01", False), ("2026-11-05T12:00", True)]
)
def test_a_sheet_does_not_close_before_an_extension_and_its_grace_end(at, counts) -> None:
    """An extension beyond the closing moves the closing to its end, grace included; one within it does not."""
    policy = replace(POLICY, late=replace(LATE, grace_minutes=10), closes="2026-11-05T12:00")
    grade = grade_of([entry(10, at)], policy, more(until="2026-11-12T12:00"))
    assert (grade.counts is not None) == counts
    within = [grade_of([entry(10, f"2026-11-05T12:0{minute}")], policy, more(1)) for minute in (0, 1)]
    assert [grade.counts is not None for grade in within] == [True, False]


def test_a_members_extension_does_not_help_the_group() -> None:
    """The same attempt of a group is in time for the member with an extension, and late for the other."""
    file = [entry(10, "2026-11-05T12:00")]
    assert [grade_of(file, POLICY, extension).points for extension in (more(2), None)] == [10, 8]


def test_lateness_takes_of_the_bonus_too_and_gives_nothing_on_a_deduction() -> None:
    """The per cent are of all that was earned; where a person has given less than nothing, none are taken."""
    one = entry(10, "2026-11-04T12:00")
    with_bonus = replace(one, exercises={**one.exercises, "extra": earned(10)})
    assert grade_of([with_bonus], replace(POLICY, bonus=(extra,))).points == 18
    assert grade_of([entry(-3, "2026-11-04T12:00")], POLICY).points == -3
