"""A student's attempts at a sheet, and its policy -> a grade, line by line.

The lines add up to the grade exactly. In their order:

1. What was earned, an exercise or question a line; the worst exercises are dropped, and the rest counts for all points.
2. Lateness takes its per cent off what was earned, bonus included; late days of the bank and the floor give back.
3. Which attempt counts, and which ones came too late to count.

Where a group has handed in together, the attempt is every member's, and each member is graded alone: late by the
member's own extension, paid from the member's own bank. One member's extension does not help the others.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from autograder.records import Grade, Line, Message
from autograder.score.points import totals
from autograder.spec.policy import days_after, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from autograder.score.extensions import Extension
    from autograder.spec import Policy

NOTHING = Fraction(0)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Earned:
    """What one exercise or question has earned.

    Attributes
    ----------
    points, possible : Fraction
    by_hand : bool
        Whether a person gave the points.
    """

    points: Fraction
    possible: Fraction
    by_hand: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One attempt at a sheet.

    Attributes
    ----------
    key : str
        The caller's, to know it again.
    at : datetime or None
        When it was handed in, with a time zone; None where that is not known.
    late : bool or None
        What the platform says of it, which counts only where the time is not known; None where it says nothing.
    exercises, questions : mapping of str to Earned
        What is marked, in the sheet's order: a question that nobody has marked yet is left out.
    """

    key: str
    at: datetime | None
    late: bool | None = None
    exercises: Mapping[str, Earned] = field(default_factory=dict)
    questions: Mapping[str, Earned] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of the course, and what one student has handed in of it.

    Attributes
    ----------
    assignment : str
        Its name.
    policy : Policy or None
    entries : tuple of Entry
        In the order of handing in where the times are not known.
    extension : Extension or None
        The student's.
    """

    assignment: str
    policy: Policy | None
    entries: tuple[Entry, ...] = ()
    extension: Extension | None = None


@dataclass(frozen=True, slots=True)
class _Lateness:
    """How late an attempt is: `why` is the key of a line that says why no day is counted, or that one is assumed."""

    days: int = 0
    why: str = ""


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What an attempt would be worth if it were the one that counts."""

    number: int
    entry: Entry
    lines: tuple[Line, ...]
    earned: Fraction
    spent: int

    @property
    def points(self) -> Fraction:
        return sum((line.points for line in self.lines), NOTHING)


def grades_of(sheets: Iterable[Sheet]) -> dict[str, Grade]:
    """Grade all sheets of one student, who pays for late days from one bank.

    Parameters
    ----------
    sheets : iterable of Sheet
        Of the course.

    Returns
    -------
    dict of str to Grade
        By assignment, in the order given. Late days are spent in the order of the due dates, of which an extension
        changes nothing: a sheet gets what its own `bank` leaves after those that are due before it.
    """
    several = [*sheets]
    grades: dict[str, Grade] = {}
    spent = 0
    for sheet in sorted(several, key=_due):
        late = sheet.policy.late if sheet.policy else None
        grade = grade_of(sheet.entries, sheet.policy, sheet.extension, (late.bank if late else 0) - spent)
        grades[sheet.assignment] = grade
        spent += grade.late_days
    return {sheet.assignment: grades[sheet.assignment] for sheet in several}


def _due(sheet: Sheet) -> datetime:
    return sheet.policy.due_at if sheet.policy else datetime.max.replace(tzinfo=UTC)  # it takes nothing of the bank


def grade_of(
    entries: Sequence[Entry],
    policy: Policy | None,
    extension: Extension | None = None,
    bank_left: int | None = None,
) -> Grade:
    """Grade a student's attempts at one sheet.

    Parameters
    ----------
    entries : sequence of Entry
        In the order of handing in where the times are not known.
    policy : Policy or None
        The sheet's; without one the best attempt counts, and lateness costs nothing.
    extension : Extension or None, optional
        The student's. The sheet does not close before it ends, grace included.
    bank_left : int or None, optional
        Late days that the student has left; by default all of the policy's.

    Returns
    -------
    Grade
        Its lines add up to it. Of the attempts that are equal by the policy, the one with fewer late days of the bank
        counts, then the earlier one. If all came after the sheet had closed, the last one's possible points are what
        was missed.

    Raises
    ------
    ValueError
        If a time has no time zone.
    """
    in_order = _in_order(entries)
    open_ = [(number, entry) for number, entry in enumerate(in_order, 1) if not _is_closed(entry, policy, extension)]
    too_late = _closed_lines(len(in_order) - len(open_), policy, extension)
    if not open_:
        missed = totals(_counted(in_order[-1], policy).values())[1] if in_order else NOTHING
        nothing = Line(Message("nothing-counts" if in_order else "nothing-handed-in"), NOTHING, missed)
        return Grade(None, (nothing, *too_late), NOTHING, missed)
    bank = max(0, bank_left if bank_left is not None else policy.late.bank if policy and policy.late else 0)
    outcomes = [_outcome(number, entry, policy, extension, bank) for number, entry in open_]
    attempt = policy.attempt if policy else "best"
    if attempt == "last":
        chosen = outcomes[-1]
    elif attempt == "best":
        chosen = max(outcomes, key=lambda each: (each.earned, each.points, -each.spent))
    else:
        chosen = max(outcomes, key=lambda each: (each.points, -each.spent))
    values = {"number": chosen.number, "count": len(in_order)}
    which = (_note(f"counts-{attempt.replace(' ', '-')}", **values),) if len(in_order) > 1 else ()
    lines = (*chosen.lines, *which, *too_late)
    possible = sum((line.possible for line in lines), NOTHING)
    return Grade(chosen.entry.key, lines, chosen.points, possible, chosen.spent)


def _in_order(entries: Sequence[Entry]) -> list[Entry]:
    """Return attempts by their times; if one of them is not known, as they were given."""
    for entry in entries:
        if entry.at is not None and entry.at.tzinfo is None:
            raise ValueError(f"the time of {entry.key} has no time zone")
    if any(entry.at is None for entry in entries):
        return [*entries]
    return sorted(entries, key=lambda entry: entry.at or datetime.max.replace(tzinfo=UTC))


def _due_at(policy: Policy, extension: Extension | None) -> datetime:
    return extension.due_at(policy) if extension else policy.due_at


def _closes_at(policy: Policy, extension: Extension | None) -> datetime | None:
    """Return when a sheet closes for a student: not before the end of an extension, and of the grace after it."""
    closes = policy.closes_at
    if closes is None or extension is None:
        return closes
    return max(closes, extension.due_at(policy) + policy.grace)


def _is_closed(entry: Entry, policy: Policy | None, extension: Extension | None) -> bool:
    closes = _closes_at(policy, extension) if policy else None
    if policy is None or closes is None:
        return False
    if entry.at is not None:
        return entry.at > closes
    return bool(entry.late) and closes <= policy.due_at + policy.grace  # nothing lies between late and too late


def _closed_lines(count: int, policy: Policy | None, extension: Extension | None) -> tuple[Line, ...]:
    closes = _closes_at(policy, extension) if policy else None
    if not count or policy is None or closes is None:
        return ()
    return (_note("closed", count=count, closes=shown(closes, policy.zone), zone=policy.zone),)


def _lateness(entry: Entry, policy: Policy, extension: Extension | None) -> _Lateness:
    """Say how many days late an attempt is, for a student with this extension."""
    if entry.at is None:
        if entry.late is None:
            return _Lateness(why="late-unknown")
        if entry.late and extension is not None:
            return _Lateness(why="late-unknown-extension")
        return _Lateness(1, "late-marked") if entry.late else _Lateness()
    due = _due_at(policy, extension)
    since = entry.at.astimezone(UTC) - due
    if since <= timedelta(0):
        return _Lateness()
    if since <= policy.grace:
        return _Lateness(why="grace")
    days = max(0, (since - policy.grace) // DAY - 1)  # begun by the clock, which may be an hour more or less a day
    while entry.at > days_after(due, days, policy.zone) + policy.grace:
        days += 1
    return _Lateness(days)


def _counted(entry: Entry, policy: Policy | None) -> dict[str, Earned]:
    """Return what counts for the possible points: all that is no bonus."""
    extra = policy.extra if policy else frozenset()
    return {name: each for name, each in {**entry.exercises, **entry.questions}.items() if name not in extra}


def _outcome(number: int, entry: Entry, policy: Policy | None, extension: Extension | None, bank: int) -> _Outcome:
    lines = [*_earned_lines(entry, policy)]
    earned = sum((line.points for line in lines), NOTHING)
    if policy is None:
        return _Outcome(number, entry, tuple(lines), earned, 0)
    if extension is not None:
        lines.append(_note("extension", due=shown(extension.due_at(policy), policy.zone), zone=policy.zone))
    late, spent = _late_lines(_lateness(entry, policy, extension), policy, max(earned, NOTHING), bank)
    return _Outcome(number, entry, (*lines, *late), earned, spent)


def _earned_lines(entry: Entry, policy: Policy | None) -> Iterable[Line]:
    """Yield what was earned, an exercise or question a line, and what is dropped of it."""
    counted = _counted(entry, policy)
    for name, each in {**entry.exercises, **entry.questions}.items():
        possible = each.possible if name in counted else NOTHING
        message = Message("item" if name in counted else "bonus", {"name": name, "by_hand": each.by_hand})
        yield Line(message, each.points, possible)
    dropped = _dropped(counted, [name for name in entry.exercises if name in counted], policy.drop if policy else 0)
    if not dropped:
        return
    for name in dropped:
        yield Line(Message("dropped", {"name": name}), -counted[name].points, -counted[name].possible)
    points, possible = totals(each for name, each in counted.items() if name not in dropped)
    gone = sum((counted[name].possible for name in dropped), NOTHING)
    yield Line(Message("dropped-rest", {"count": len(dropped)}), points * gone / possible, gone)


def _dropped(counted: Mapping[str, Earned], exercises: Sequence[str], most: int) -> list[str]:
    """Return those exercises, at most so many, without which the share of the points is highest.

    The lowest shares alone would be wrong where exercises are worth different points. From a share that can be reached,
    those that lose most against it are dropped, which gives a higher share, until it stays: Dinkelbach's method.
    """
    candidates = [name for name in exercises if counted[name].possible > 0]
    most = min(most, len(candidates) - 1)
    dropped: list[str] = []
    share = Fraction(-1)
    while most > 0:
        points, possible = totals(each for name, each in counted.items() if name not in dropped)
        if points / possible <= share:
            break
        share = points / possible
        gains = {name: share * counted[name].possible - counted[name].points for name in candidates}
        dropped = sorted((name for name in candidates if gains[name] > 0), key=lambda name: -gains[name])[:most]
    return [name for name in exercises if name in dropped]


def _late_lines(lateness: _Lateness, policy: Policy, earned: Fraction, bank: int) -> tuple[tuple[Line, ...], int]:
    """Return what lateness takes off and what the bank and the floor give back, and the late days spent."""
    late, days = policy.late, lateness.days
    if late is None:
        says_why = lateness.why == "late-unknown" and policy.closes is not None
        free = (_note("late-free", days=days),) if days else (_note(lateness.why),) if says_why else ()
        return free, 0
    lines = []
    if lateness.why:
        lines.append(_note(lateness.why, **({"minutes": late.grace_minutes} if lateness.why == "grace" else {})))
    if not days:
        return tuple(lines), 0

    def taken(so_many: int) -> int:
        return min(100, late.percent_a_day * so_many)

    def remains(so_many: int) -> int:
        return max(late.floor, 100 - taken(so_many))

    worth = [remains(days - spent) if earned else 0 for spent in range(min(bank, days) + 1)]
    spent = worth.index(max(worth))  # the fewest days that help most
    parts = {
        "late": (-taken(days), {"days": days, "percent": taken(days)}),
        "bank": (taken(days) - taken(days - spent), {"days": spent, "left": bank - spent}),
        "floor": (remains(days - spent) - (100 - taken(days - spent)), {"percent": late.floor}),
    }
    lines += [
        Line(Message(key, values), earned * percent / 100, NOTHING)
        for key, (percent, values) in parts.items()
        if key == "late" or percent
    ]
    return tuple(lines), spent


def _note(key: str, **values: int | str) -> Line:
    """Return a line that changes no points."""
    return Line(Message(key, values), NOTHING, NOTHING)
