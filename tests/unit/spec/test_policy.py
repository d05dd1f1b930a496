"""When a sheet is due, and what counts: as clocks show it, and every fault of its author at once."""

from __future__ import annotations

import re
import zoneinfo
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

import autograder.spec.policy
from autograder.errors import OperatorError
from autograder.generate.releases import changes_since, release_files
from autograder.spec import Late, Policy
from autograder.spec.course import Course
from autograder.spec.faults import faults_of
from autograder.spec.policy import MomentError, days_after, moment, policy_faults, shown
from autograder.spec.seeds import Seeds

SHEET = "assignments/s1/exercises.py"
BERLIN = "Europe/Berlin"


def one():
    return 1


def two():
    return 2


LATE = Late(percent_a_day=10, grace_minutes=15, floor=50, bank=3)
POLICY = Policy(due="2026-11-03T23:59", zone=BERLIN, late=LATE, drop=1, bonus=("limits",), closes="2026-11-10T23:59")


def faults(policy):
    """Return the faults of a policy of a sheet with two exercises and a question, as sentences."""
    return [str(fault) for fault in policy_faults(policy, [one, two], ["limits"])]


def test_a_whole_policy_has_no_fault() -> None:
    """What is declared as it should be is accepted, and so is the least that can be said."""
    assert faults(POLICY) == []
    assert faults(Policy(due="2026-11-03 23:59:30", zone="UTC")) == []


@pytest.mark.parametrize(
    ("policy", "found"),
    [
        (replace(POLICY, due="2026-11-03"), r"due: '2026-11-03' is no date with a time of day; write it as 2026"),
        (replace(POLICY, due="2026-11-03T23:59+01:00"), "due: .* is no date with a time of day"),
        (replace(POLICY, due="3.11.2026 23:59"), "due: .* is no date with a time of day"),
        (replace(POLICY, due=None), "due: '' is no date"),
        (replace(POLICY, due=20261103), "due: 20261103 is no date"),
        (replace(POLICY, due="2026-11-31T23:59"), "due: there is no 2026-11-31T23:59 .*; write it as"),
        (replace(POLICY, due="2026-11-03T24:00"), "due: there is no 2026-11-03T24:00"),
        (
            replace(POLICY, due="2026-03-29T02:30"),
            "due: the clocks of Europe/Berlin never show .*: they are put forward",
        ),
        (replace(POLICY, due="2026-10-25T02:30"), "due: the clocks of Europe/Berlin show .* twice: they are put back"),
        (replace(POLICY, closes="2027-03-28T02:30"), "closes: the clocks of Europe/Berlin never show"),
        (replace(POLICY, closes="2026-11-04T00:13"), "the sheet closes at .*, with 15 minutes of grace; let it close"),
        (replace(POLICY, closes=""), "closes: '' is no date"),
        (replace(POLICY, zone="Europe/Berln"), "there is no time zone 'Europe/Berln'; name one as the IANA does"),
        (replace(POLICY, zone="Europe"), "there is no time zone 'Europe'"),
        (replace(POLICY, zone="../../etc/passwd"), "there is no time zone"),
        (replace(POLICY, zone=""), "there is no time zone ''"),
        (replace(POLICY, zone=None), "there is no time zone None"),
        (
            replace(POLICY, attempt="first"),
            "the attempt that counts is 'first'; choose from 'last', 'best', 'best after",
        ),
        (replace(POLICY, late=10), r"late is 10; write Late\("),
        (replace(POLICY, late=replace(LATE, percent_a_day=0)), "percent_a_day is 0; give a whole number from 1 to 100"),
        (replace(POLICY, late=replace(LATE, percent_a_day=101)), "percent_a_day is 101"),
        (replace(POLICY, late=replace(LATE, percent_a_day=12.5)), "percent_a_day is 12.5; give a whole number"),
        (replace(POLICY, late=replace(LATE, percent_a_day="10")), "percent_a_day is '10'"),
        (replace(POLICY, late=replace(LATE, grace_minutes=-1)), "grace_minutes is -1; give .* from 0 to 1440"),
        (replace(POLICY, late=replace(LATE, grace_minutes=1441)), "grace_minutes is 1441"),
        (replace(POLICY, late=replace(LATE, floor=100)), "floor is 100; give a whole number from 0 to 99"),
        (replace(POLICY, late=replace(LATE, floor=True)), "floor is True"),
        (replace(POLICY, late=replace(LATE, bank=-1)), "bank is -1; give a whole number from 0 up"),
        (replace(POLICY, drop=2), "drop is 2, and the sheet has 2 exercises that are no bonus; give .* at least one"),
        (replace(POLICY, drop=1, bonus=(one,)), "drop is 1, and the sheet has 1 exercises that are no bonus"),
        (replace(POLICY, drop=-1), "drop is -1"),
        (replace(POLICY, drop=None), "drop is None"),
        (replace(POLICY, bonus=(one, two)), "every exercise is a bonus; leave at least one out"),
        (replace(POLICY, bonus=("one",)), "the bonus 'one' is an exercise, and named; give the function"),
        (replace(POLICY, bonus=("limit",)), "the bonus 'limit' is no exercise and no question of the sheet"),
        (replace(POLICY, bonus=(faults,)), "the bonus 'faults' is no exercise and no question"),
        (replace(POLICY, bonus=(7,)), "the bonus '7' is no exercise"),
        (replace(POLICY, bonus=("limits", "limits")), "the bonus 'limits' is declared 2 times; strike"),
    ],
)
def test_a_fault_is_found_with_its_remedy(policy, found) -> None:
    """Each fault is found alone, says what to do, and stands in this file."""
    (sentence,) = faults(policy)
    assert re.search(found, sentence)
    assert sentence.startswith(f"{__file__}:")


def test_all_faults_of_a_policy_come_together() -> None:
    """A policy in which everything is wrong has every fault, those of the times in spite of the zone's."""
    wrong = Policy("soon", "Here", "first", Late(0, -1, 100, -1), drop=5, bonus=("no",), closes="later")
    assert len(faults(wrong)) == 10


def test_a_sheets_faults_have_the_policys_among_them(tiny) -> None:
    """The faults of a sheet's policy and of its lateness stand at their own lines, with those of the rest."""
    late = "LATE = Late(percent_a_day=200)\n\nASSIGNMENT ="
    tiny.change(SHEET, "ASSIGNMENT =", late)
    tiny.change(SHEET, 'data=("data/numbers.csv",)', 'policy=Policy("2026-11-03", "Europe/Berlin", drop=2, late=LATE)')
    tiny.change(SHEET, "import Assignment, Case", "import Assignment, Late, Policy, Case")
    tiny.change(SHEET, "points=2,", "points=0,")
    found = [(fault.where.line, fault.found[:9]) for fault in faults_of(tiny.load())]
    value, lateness, sheet = (tiny.line(SHEET, f"{name} = ") for name in ("VALUE", "LATE", "ASSIGNMENT"))
    assert found == [(value, "half_squa"), (lateness, "percent_a"), (sheet, "due: '202"), (sheet, "drop is 2")]


@pytest.mark.parametrize(
    ("policy", "found"),
    [
        ('"2026-11-03T23:59"', r"policy is '2026-11-03T23:59'; write Policy\("),
        ('Policy("2026-11-03T23:59", "UTC", bonus=topic.half_square)', "bonus is a function, not a tuple; .* comma"),
    ],
)
def test_a_policy_of_another_form_is_a_fault(tiny, policy, found) -> None:
    """A text instead of a policy, and a bonus without its comma, are said to be what they are."""
    tiny.change(SHEET, 'data=("data/numbers.csv",)', f"policy={policy}")
    tiny.change(SHEET, "import Assignment, Case", "import Assignment, Policy, Case")
    (fault,) = faults_of(tiny.load())
    assert re.search(found, str(fault))


def test_a_machine_without_time_zones_loads_the_sheet_and_says_what_to_install(monkeypatch) -> None:
    """Where no time zone can be read a policy has no fault of its author's, and its moment names the package."""

    def none(key):
        raise zoneinfo.ZoneInfoNotFoundError(key)

    monkeypatch.setattr(autograder.spec.policy, "ZoneInfo", none)
    monkeypatch.setattr(autograder.spec.policy, "available_timezones", set)
    assert faults(POLICY) == []
    with pytest.raises(OperatorError, match="pip install tzdata"):
        _ = POLICY.due_at


def test_times_are_those_of_the_zones_clock() -> None:
    """The same text is another moment in winter than in summer, and a moment is shown as it was written."""
    assert moment("2026-11-03T23:59", BERLIN) == datetime(2026, 11, 3, 22, 59, tzinfo=UTC)
    assert moment("2026-07-03T23:59", BERLIN) == datetime(2026, 7, 3, 21, 59, tzinfo=UTC)
    assert shown(POLICY.due_at, BERLIN) == "2026-11-03 23:59"
    assert (POLICY.closes_at, POLICY.grace) == (datetime(2026, 11, 10, 22, 59, tzinfo=UTC), timedelta(minutes=15))
    assert replace(POLICY, closes=None).closes_at is None


@pytest.mark.parametrize(
    ("start", "days", "hours"),
    [
        ("2026-10-24T12:00", 1, 25),  # the night of the change to winter
        ("2026-03-28T12:00", 1, 23),
        ("2026-03-28T12:00", 2, 47),
        ("2026-11-03T12:00", 1, 24),
        ("2026-03-28T02:30", 1, 24),  # 02:30 is not shown on the next day: 03:30 is
        ("2026-10-24T02:30", 1, 25),  # 02:30 is shown twice on the next day: the second time
    ],
)
def test_a_day_ends_when_the_clock_shows_the_time_again(start, days, hours) -> None:
    """A day has 23, 24 or 25 hours, as the clocks have it, and a doubtful end is the later one."""
    assert days_after(moment(start, BERLIN), days, BERLIN) - moment(start, BERLIN) == timedelta(hours=hours)


@pytest.mark.parametrize("day", ["2026-03-29", "2026-10-25", "2026-11-03"])
def test_every_minute_of_a_day_is_read_as_it_is_shown_or_refused(day) -> None:
    """What the clock shows once that day is that moment; what it never shows, or twice, is refused."""
    midnight = moment(f"{day}T00:00", BERLIN)
    shows: dict[str, list[datetime]] = {}
    for minutes in range(26 * 60):
        at = midnight + timedelta(minutes=minutes)
        shows.setdefault(shown(at, BERLIN), []).append(at)
    refused = 0
    for minutes in range(24 * 60):
        text = f"{day} {minutes // 60:02}:{minutes % 60:02}"
        if len(shows.get(text, [])) == 1:
            assert [moment(text, BERLIN)] == shows[text]
        else:
            refused += 1
            with pytest.raises(MomentError, match="never show" if text not in shows else "twice"):
                moment(text, BERLIN)
    assert refused == (0 if day == "2026-11-03" else 60)


def test_a_policy_is_no_part_of_a_release(tiny) -> None:
    """A sheet that gets a policy after it was released has the same terms, and needs no new release."""
    seeds = Seeds(b"one", "s1")
    sheet = tiny.load()
    for path, content in release_files(Course(tiny.root), sheet, seeds).items():
        (tiny.folder / path).parent.mkdir(exist_ok=True)
        (tiny.folder / path).write_bytes(content)
    tiny.change(SHEET, 'data=("data/numbers.csv",)', 'policy=Policy("2026-11-03T23:59", "UTC", drop=1)')
    tiny.change(SHEET, "import Assignment, Case", "import Assignment, Policy, Case")
    later = tiny.load()
    assert later.policy.drop == 1
    assert sheet.policy is None
    assert changes_since(tiny.folder, later, seeds) == []
    assert release_files(Course(tiny.root), later, seeds) == {}
