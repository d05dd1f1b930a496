"""Extensions and accommodations: who has more time, for one sheet or for all of them.

A CSV file with a header line, separated by commas or semicolons:

    student,assignment,until,days,why
    ada@example.org,a02,2026-11-05T23:59,,ill
    4711,,,2,accommodation: two days more, always

`student` is any identity of the class's list. Without an `assignment` the line is for all sheets. `until` is what the
clock in the policy's zone shows, unless it has an offset of its own; `days` come on top of the due date. A line has
one of the two. Where several lines are for one student and sheet, the one that gives most time holds.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from autograder.errors import OperatorError
from autograder.spec.policy import MomentError, days_after, moment

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from autograder.spec import Policy

COLUMNS = ("student", "assignment", "until", "days", "why")
WHOLE = re.compile(r"[1-9]\d{0,2}", re.ASCII)
WITH_OFFSET = re.compile(r"2\d{3}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Extension:
    """More time for a student.

    Attributes
    ----------
    student : str
        As the file names them.
    assignment : str
        The sheet's name; "" for all of them.
    until : datetime or None
        Due then instead, in UTC.
    days : int
        Due so many days later; 0 where there is an `until`.
    why : str
        For the staff.
    line : int
        Of the file.
    """

    student: str
    assignment: str
    until: datetime | None
    days: int
    why: str
    line: int

    def due_at(self, policy: Policy) -> datetime:
        """Return when a sheet is due for whom this is for, in UTC: never earlier than for the others."""
        if self.until is not None:
            return max(self.until, policy.due_at)
        return days_after(policy.due_at, self.days, policy.zone)


class _BadLineError(ValueError):
    """A line of the file that cannot be followed."""


def extensions_in(text: str, name: str, policies: Mapping[str, Policy | None]) -> tuple[Extension, ...]:
    """Read a file of extensions and accommodations.

    Parameters
    ----------
    text : str
        The file's.
    name : str
        The file's, for people.
    policies : mapping of str to (Policy or None)
        Of the course's sheets, by their names; None for a sheet that has none.

    Returns
    -------
    tuple of Extension
        In the order of the file.

    Raises
    ------
    OperatorError
        With all lines that cannot be followed, and their numbers.
    """
    bad: list[str] = []
    found: list[Extension] = []
    seen: dict[tuple[str, str], int] = {}
    for number, cells in _rows(text, name):
        try:
            each = _extension(number, cells, policies)
            first = seen.setdefault((each.student.casefold(), each.assignment), number)
            if first != number:
                raise _BadLineError(f"is for the same student and sheets as line {first}; strike one of them")
            found.append(each)
        except (_BadLineError, OperatorError) as error:
            bad.append(f"{name}, line {number}: {error}.")
    if bad:
        raise OperatorError("\n".join(bad))
    return tuple(found)


def extension_for(
    extensions: Iterable[Extension], identities: Collection[str], assignment: str, policy: Policy | None
) -> Extension | None:
    """Return the extension that holds for a student and a sheet: of several, the one that gives most time.

    Parameters
    ----------
    extensions : iterable of Extension
        The course's.
    identities : collection of str
        All by which the class's list knows the student, in any case of letters.
    assignment : str
        The sheet's name.
    policy : Policy or None
        The sheet's; nothing is due without one.

    Returns
    -------
    Extension or None
        Of those that give the same time, the first in the file.
    """
    if policy is None:
        return None
    known = {identity.strip().casefold() for identity in identities}
    own = [each for each in extensions if each.student.casefold() in known and each.assignment in {"", assignment}]
    return max(own, key=lambda each: each.due_at(policy), default=None)


def _rows(text: str, name: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the lines below the header that are not empty: the number of their first line, and the cells by column.

    Raises
    ------
    OperatorError
        If it is no CSV, or has other columns.
    """
    text = text.removeprefix("\ufeff")
    head = text.lstrip("\r\n").partition("\n")[0]
    delimiter = ";" if head.count(";") > head.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)  # an open quote is an error
    columns: list[str] | None = None
    before = 0
    try:
        for row in reader:
            number, before = before + 1, reader.line_num
            cells = [cell.strip() for cell in row]
            if not any(cells):
                continue
            if columns is None:
                columns = [cell.casefold() for cell in cells]
                _look_at(columns, name)
            else:
                yield number, _by_column(columns, cells)
    except csv.Error as error:
        raise OperatorError(f"{name}, line {reader.line_num}: is no CSV ({error}); export it again.") from None
    if columns is None:
        raise OperatorError(f"{name}: is empty; write a header line: {','.join(COLUMNS)}.")


def _look_at(columns: list[str], name: str) -> None:
    while columns and not columns[-1]:
        columns.pop()  # a spreadsheet's empty columns
    faults = [f"there is a column {column!r}" for column in columns if column not in COLUMNS]
    faults += [f"there are two columns {column!r}" for column in COLUMNS if columns.count(column) > 1]
    faults += [] if "student" in columns else ["there is no column 'student'"]
    if faults:
        raise OperatorError(f"{name}: {', '.join(faults)}; write the header line {','.join(COLUMNS)}.")


def _by_column(columns: list[str], cells: list[str]) -> dict[str, str]:
    found = dict.fromkeys(COLUMNS, "") | dict(zip(columns, cells, strict=False))
    return found | {"beyond": "".join(cells[len(columns) :])}


def _extension(number: int, cells: dict[str, str], policies: Mapping[str, Policy | None]) -> Extension:
    """Read one line.

    Raises
    ------
    _BadLineError
        If it cannot be followed.
    OperatorError
        If this machine has no time zones.
    """
    student, until, days = cells["student"], cells["until"], cells["days"]
    if cells["beyond"]:
        raise _BadLineError("has more cells than there are columns; put a text with commas in quotes")
    if not student:
        raise _BadLineError("names no student; write any identity of the class's list")
    assignment = _complete(cells["assignment"], policies) if cells["assignment"] else ""
    if bool(until) == bool(days):
        raise _BadLineError(f"has {'both' if until else 'neither'} until {'and' if until else 'nor'} days; give one")
    if days and not WHOLE.fullmatch(days):
        raise _BadLineError(f"{days!r} days; give a whole number from 1 to 999")
    if until and not assignment:
        raise _BadLineError("has one time for all sheets; name the assignment, or give days")
    policy = policies[assignment] if assignment else None
    if assignment and policy is None:
        raise _BadLineError(f"{assignment} has no policy, and so no due date; give it one, or strike the line")
    at = _until(until, policy) if until and policy is not None else None
    return Extension(student, assignment, at, int(days or 0), cells["why"], number)


def _until(text: str, policy: Policy) -> datetime:
    try:
        at = datetime.fromisoformat(text).astimezone(UTC) if WITH_OFFSET.fullmatch(text) else moment(text, policy.zone)
    except MomentError as error:
        raise _BadLineError(f"{error}; {error.remedy}") from None
    except ValueError as error:
        raise _BadLineError(f"there is no {text} ({error}); write it as 2026-11-03T23:59") from None
    if at <= policy.due_at:
        raise _BadLineError(f"{text} is no later than the due date, {policy.due}; give a later time")
    return at


def _complete(name: str, policies: Mapping[str, Policy | None]) -> str:
    """Return the sheet's whole name, which may be cut short."""
    matches = [name] if name in policies else [each for each in policies if each.startswith(name)]
    if len(matches) == 1:
        return matches[0]
    what = f"{name!r} could be {' or '.join(matches)}" if matches else f"there is no assignment {name!r}"
    raise _BadLineError(f"{what}; its assignments are: {', '.join(policies) or 'none'}")
