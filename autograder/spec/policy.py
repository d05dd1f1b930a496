"""What counts of what was handed in: when a sheet is due, which attempt counts, what lateness costs, drop and bonus.

Times are written as a clock in the policy's time zone shows them, and compared as moments. The clock's changes are the
zone's: a day of lateness ends when the clock shows the due time again, so that it may have 23 or 25 hours.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal, get_args
from zoneinfo import ZoneInfo, available_timezones

from autograder.errors import Fault, OperatorError
from autograder.spec.record import Record

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

Attempt = Literal["last", "best", "best after penalty"]
WRITTEN = re.compile(r"2\d{3}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?", re.ASCII)  # a date alone would be its first minute


class MomentError(ValueError):
    """A time that is none.

    Parameters
    ----------
    found : str
        What is wrong, as a clause.
    remedy : str
        What whoever wrote it should do, as a clause.
    """

    def __init__(self, found: str, remedy: str) -> None:
        super().__init__(found)
        self.remedy = remedy


@dataclass(frozen=True)
class Late(Record):
    """What lateness costs.

    The days are counted from the end of the grace by the clock of the policy's zone; each day that has begun counts.

    Parameters
    ----------
    percent_a_day : int
        Per cent of what was earned that each day takes off, in [1, 100].
    grace_minutes : int, optional
        For so long after the due date nothing is late.
    floor : int, optional
        Per cent of what was earned that always remain, in [0, 100).
    bank : int, optional
        Late days of a student that cost nothing, in this sheet and the sheets due before it together. They are spent by
        themselves, in the order of the due dates, and only where they help.
    """

    percent_a_day: int
    grace_minutes: int = 0
    floor: int = 0
    bank: int = 0


@dataclass(frozen=True)
class Policy(Record):
    """When a sheet is due, and what counts.

    Parameters
    ----------
    due : str
        As the clock shows it, "2026-11-03T23:59". What was handed in at that very moment is in time.
    zone : str
        Of that clock, by its name in the IANA database: "Europe/Berlin".
    attempt : {"best after penalty", "best", "last"}, optional
        Which one counts of those handed in before the sheet closes. The best has the most points before anything is
        taken off for lateness.
    late : Late or None, optional
        By default lateness costs nothing.
    drop : int, optional
        At most so many exercises do not count: those without which the student's share of the points is highest. What
        is left counts for all of the sheet's points.
    bonus : tuple of callable or str, optional
        Exercises, by their functions, and questions, by their names, whose points count on top of what is possible.
    closes : str or None, optional
        As the clock shows it; what is handed in later does not count at all.
    groups : bool, optional
        Whether what one member of a group hands in is every member's. Who is in which group stands in the class list.
    """

    due: str
    zone: str
    attempt: Attempt = "best after penalty"
    late: Late | None = None
    drop: int = 0
    bonus: tuple[Callable[..., Any] | str, ...] = ()
    closes: str | None = None
    groups: bool = False

    @property
    def due_at(self) -> datetime:
        """The due date, in UTC."""
        return moment(self.due, self.zone)

    @property
    def closes_at(self) -> datetime | None:
        """When the sheet closes, in UTC; None if it never does."""
        return None if self.closes is None else moment(self.closes, self.zone)

    @property
    def grace(self) -> timedelta:
        """For how long after the due date nothing is late."""
        return timedelta(minutes=self.late.grace_minutes if self.late else 0)

    @property
    def extra(self) -> frozenset[str]:
        """Names of the exercises and questions that are a bonus."""
        return frozenset(_name(each) for each in self.bonus)


def moment(text: str, zone: str) -> datetime:
    """Return the moment at which a clock shows a time.

    Parameters
    ----------
    text : str
        "2026-11-03T23:59", with seconds if need be; a blank may stand for the T.
    zone : str
        Of the clock, in the IANA database.

    Returns
    -------
    datetime
        In UTC.

    Raises
    ------
    MomentError
        If it is no time, the zone is none, or its clocks never show this time, or show it twice.
    OperatorError
        If this machine has no time zones.
    """
    if not isinstance(text, str) or not WRITTEN.fullmatch(text):
        raise MomentError(f"{text!r} is no date with a time of day", "write it as 2026-11-03T23:59")
    try:
        wall = datetime.fromisoformat(text)
    except ValueError as error:
        raise MomentError(f"there is no {text} ({error})", "write it as 2026-11-03T23:59") from None
    first, second = _both(wall, _area(zone))
    if first > second:
        raise MomentError(f"the clocks of {zone} never show {text}: they are put forward", "choose another time")
    if first < second:
        raise MomentError(f"the clocks of {zone} show {text} twice: they are put back", "choose another time")
    return first


def shown(at: datetime, zone: str) -> str:
    """Return what a zone's clock shows at a moment, to the minute: "2026-11-03 23:59"."""
    return f"{at.astimezone(_area(zone)):%Y-%m-%d %H:%M}"


def days_after(start: datetime, days: int, zone: str) -> datetime:
    """Return the moment at which a clock shows a time of day again.

    Parameters
    ----------
    start : datetime
        With a time zone.
    days : int
        How many days of the calendar later.
    zone : str
        Of the clock.

    Returns
    -------
    datetime
        In UTC. Where the clock never shows that time, or shows it twice, the later moment, which is the student's.
    """
    area = _area(zone)
    return max(_both(start.astimezone(area).replace(tzinfo=None) + timedelta(days=days), area))


def _both(wall: datetime, area: ZoneInfo) -> tuple[datetime, datetime]:
    """Return a clock's time by the offset before a change of the clocks, and by the one after it."""
    first, second = (wall.replace(tzinfo=area, fold=fold).astimezone(UTC) for fold in (0, 1))
    return first, second


def _area(zone: str) -> ZoneInfo:
    try:
        return ZoneInfo(zone)
    except (LookupError, ValueError, OSError, TypeError, AttributeError):
        if not available_timezones():
            words = "this machine has no time zones, which the sheets' due dates need"
            raise OperatorError(f"{words}; install them with: pip install tzdata") from None
        raise MomentError(f"there is no time zone {zone!r}", "name one as the IANA does: Europe/Berlin") from None


def _name(each: Callable[..., Any] | str) -> str:
    return each if isinstance(each, str) else getattr(each, "__name__", repr(each))


def policy_faults(
    policy: Policy, exercises: Collection[Callable[..., Any]], questions: Collection[str]
) -> Iterator[Fault]:
    """Yield what is wrong with a sheet's policy.

    Parameters
    ----------
    policy : Policy
        As its author wrote it; its `bonus` is a tuple.
    exercises : collection of callable
        The functions of the sheet's exercises.
    questions : collection of str
        The names of its questions.

    Yields
    ------
    Fault
    """
    where = policy.where
    if policy.attempt not in get_args(Attempt):
        known = ", ".join(map(repr, get_args(Attempt)))
        yield Fault(where, f"the attempt that counts is {policy.attempt!r}", f"choose from {known}")
    late: Any = policy.late
    if isinstance(late, Late):
        yield from _late_faults(late)
    elif late is not None:
        yield Fault(where, f"late is {late!r}", "write Late(percent_a_day=10), or leave it out")
    groups: Any = policy.groups
    if not isinstance(groups, bool):
        yield Fault(where, f"groups is {groups!r}", "write groups=True, or leave it out")
    yield from _time_faults(policy)
    yield from _bonus_faults(policy, exercises, questions)
    counted = [function for function in exercises if function not in policy.bonus]
    if not counted and exercises:
        yield Fault(where, "every exercise is a bonus", "leave at least one out of bonus")
    elif type(policy.drop) is not int or not 0 <= policy.drop < max(len(counted), 1):
        found = f"drop is {policy.drop!r}, and the sheet has {len(counted)} exercises that are no bonus"
        yield Fault(where, found, "give a whole number, 0 or more, that leaves at least one exercise")


def _late_faults(late: Late) -> Iterator[Fault]:
    most = {"percent_a_day": 100, "grace_minutes": 24 * 60, "floor": 99}  # a longer grace is another due date
    for name in ("percent_a_day", "grace_minutes", "floor", "bank"):
        value, least, bound = getattr(late, name), int(name == "percent_a_day"), most.get(name)
        if type(value) is not int or value < least or (bound is not None and value > bound):
            upwards = "up" if bound is None else f"to {bound}"
            yield Fault(late.where, f"{name} is {value!r}", f"give a whole number from {least} {upwards}")


def _time_faults(policy: Policy) -> Iterator[Fault]:
    where, zone = policy.where, policy.zone
    try:
        _area(zone)
    except MomentError as error:
        yield Fault(where, str(error), error.remedy)
        zone = "UTC"  # to look at the times all the same
    except OperatorError:
        return  # this machine cannot tell; what needs the moment says what to install
    read: dict[str, datetime] = {}
    for name, text in (("due", policy.due), ("closes", policy.closes)):
        if text is not None or name == "due":
            try:
                read[name] = moment(text or "", zone)
            except MomentError as error:
                yield Fault(where, f"{name}: {error}", error.remedy)
    minutes = getattr(policy.late, "grace_minutes", 0)
    least = 60 * minutes if type(minutes) is int else 0  # another grace is a fault of its own
    if len(read) == 2 and (read["closes"] - read["due"]).total_seconds() < least:
        found = f"the sheet closes at {policy.closes}, and it is due at {policy.due}, with {minutes} minutes of grace"
        yield Fault(where, found, "let it close then, or later")


def _bonus_faults(
    policy: Policy, exercises: Collection[Callable[..., Any]], questions: Collection[str]
) -> Iterator[Fault]:
    where, names = policy.where, {function.__name__ for function in exercises if hasattr(function, "__name__")}
    each: Any
    for each in policy.bonus:
        if isinstance(each, str) and each in names:
            yield Fault(where, f"the bonus {each!r} is an exercise, and named", "give the function, not its name")
        elif each not in (questions if isinstance(each, str) else exercises):
            found = f"the bonus {_name(each)!r} is no exercise and no question of the sheet"
            yield Fault(where, found, "give the function of one of its exercises, or the name of a question")
    for name, count in Counter(map(_name, policy.bonus)).items():
        if count > 1:
            yield Fault(where, f"the bonus {name!r} is declared {count} times", "strike the others")
